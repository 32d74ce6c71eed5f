using System.Text.Json;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests;

/// <summary>Takes a job of the kind from its input to its result, without a server.</summary>
internal sealed class AnalysisRun(SourceFolder source, string? searchPath = null)
{
    public MemoryArtifacts Artifacts { get; } = new();

    public SilentReporter Reporter { get; } = new();

    public CodeAnalysisKind Kind { get; } = new(
        () => source,
        () => new ProcessRunner(
            new ProcessSettings { SearchPath = searchPath ?? "/nowhere" }, new Lazy<Isolation>(() => Isolation.Detect(searchPath ?? "/usr/bin:/bin")), TimeProvider.System),
        TimeProvider.System);

    public static JsonElement Input(string rest = "") => JsonElement.Parse($$"""{"source":{"path":"."}{{rest}}}""");

    public Task<Analysis> AnalyzeAsync(JsonElement input) =>
        Kind.AnalyzeAsync(new AnalysisContext("job", input, null!, Reporter), TestContext.Current.CancellationToken);

    public Task<PlanDraft> PlanAsync(JsonElement input, Analysis analysis, string? feedback = null) =>
        Kind.PlanAsync(new PlanContext("job", input, analysis, 1, feedback), TestContext.Current.CancellationToken);

    public async Task<JsonElement> RunAsync(JsonElement? given = null)
    {
        var input = given ?? Input();
        var analysis = await AnalyzeAsync(input);
        var draft = await PlanAsync(input, analysis);
        var results = new Dictionary<string, JsonElement>();
        foreach (var step in draft.Steps)
        {
            results[step.Id] = await Kind.ExecuteAsync(
                new StepContext
                {
                    JobId = "job",
                    Input = input,
                    Analysis = analysis,
                    Plan = null!,
                    Step = step,
                    Attempt = 1,
                    Results = new Dictionary<string, JsonElement>(results),
                    Files = null!,
                    Artifacts = Artifacts,
                    Reporter = Reporter,
                },
                TestContext.Current.CancellationToken);
        }

        return Kind.Summarize(new SummaryContext(input, analysis, results));
    }
}
