using System.Text;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Tests.DiskInspect.Job;
using Countersign.Testing.Kinds;

namespace Countersign.Kinds.Tests.Processes;

/// <summary>A kind that runs programs, played as the server plays it: real programs in a real working copy.</summary>
internal sealed class ProgramRun : IDisposable
{
    private readonly IJobKind _kind;

    /// <param name="create">Makes the kind of the trees and the runner.</param>
    /// <param name="searchPath">Where programs are; this process's own by default.</param>
    public ProgramRun(Func<FolderTrees, ProcessRunner, IJobKind> create, string? searchPath = null)
    {
        var path = searchPath ?? Environment.GetEnvironmentVariable("PATH")!;
        // Where rustup keeps its toolchains: with a home of its own, a job's cargo does not find them.
        var rustup = Environment.GetEnvironmentVariable("RUSTUP_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".rustup");
        Processes = new ProcessRunner(
            new ProcessSettings
            {
                SearchPath = path,
                Passed = new Dictionary<string, string> { ["RUSTUP_HOME"] = rustup },
                StopGrace = TimeSpan.FromMilliseconds(300),
            },
            new Lazy<Isolation>(() => Isolation.Detect(path)),
            TimeProvider.System);
        _kind = create(Trees, Processes);
    }

    public FolderTrees Trees { get; } = new();

    public ProcessRunner Processes { get; }

    public RecordingReporter Reporter { get; private set; } = new();

    public MemoryArtifacts Artifacts { get; } = new();

    public Analysis Analysis { get; private set; } = null!;

    public Plan Plan { get; private set; } = null!;

    public Dictionary<string, JsonElement> Results { get; } = [];

    /// <summary>What the kind finds wrong with an input, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Check(string input)
    {
        var errors = new FieldErrors();
        _kind.CheckInput(JsonElement.Parse(input), errors);
        return errors.ToDictionary();
    }

    /// <summary>Checks, analyses and plans.</summary>
    public async Task<Plan> PlanAsync(string json, string? feedback = null)
    {
        if (Check(json) is { Count: > 0 } errors)
        {
            throw new InvalidOperationException(JsonSerializer.Serialize(errors));
        }

        var input = JsonElement.Parse(json);
        Analysis = await _kind.AnalyzeAsync(new AnalysisContext("job", input, null!, Reporter), CancellationToken.None);
        var draft = await _kind.PlanAsync(new PlanContext("job", input, Analysis, feedback is null ? 1 : 2, feedback), CancellationToken.None);
        Plan = new Plan
        {
            Version = 1,
            Hash = "sha256:1",
            CreatedAt = DateTimeOffset.UnixEpoch,
            CreatedBy = "planner",
            Steps = draft.Steps,
            Estimate = draft.Estimate,
            InputDigest = "sha256:2",
        };
        return Plan;
    }

    /// <summary>Puts another step in the place of the one with its identifier.</summary>
    public void Replace(PlanStep step) => Plan = Plan with { Steps = [.. Plan.Steps.Select(other => other.Id == step.Id ? step : other)] };

    /// <summary>Executes one step and keeps its result.</summary>
    public async Task<JsonElement> StepAsync(string json, string step, Func<string, string>? hide = null, CancellationToken cancellationToken = default)
    {
        Reporter = new RecordingReporter();
        return Results[step] = await _kind.ExecuteAsync(
            new StepContext
            {
                JobId = "job",
                Input = JsonElement.Parse(json),
                Analysis = Analysis,
                Plan = Plan,
                Step = Plan.Steps.Single(candidate => candidate.Id == step),
                Attempt = 1,
                Results = Results,
                Files = null!,
                Artifacts = Artifacts,
                Reporter = Reporter,
                Hide = hide ?? (text => text),
            },
            cancellationToken);
    }

    /// <summary>Plans, executes every step and puts the result together.</summary>
    public async Task<JsonElement> RunAsync(string json)
    {
        await PlanAsync(json);
        foreach (var step in Plan.Steps)
        {
            await StepAsync(json, step.Id);
        }

        return _kind.Summarize(new SummaryContext(JsonElement.Parse(json), Analysis, Results));
    }

    public string ArtifactText(string name) => Encoding.UTF8.GetString(Artifacts.Saved[name].Bytes);

    public void Dispose() => Trees.Dispose();
}
