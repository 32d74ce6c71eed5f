using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.HttpPipeline;
using Countersign.Kinds.Outbound;
using Countersign.Kinds.Tests.DiskInspect.Job;
using Countersign.Kinds.Tests.Outbound;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;

namespace Countersign.Kinds.Tests.HttpPipeline;

/// <summary>The kind against a real server, played as the product plays it.</summary>
internal sealed class PipelineRun : IAsyncDisposable
{
    private readonly GuardedHttp _http;
    private readonly HttpPipelineKind _kind;

    public PipelineRun(Func<LoopbackRequest, LoopbackAnswer> answer, params string[] alsoAllowed)
        : this((request, _) => Task.FromResult(answer(request)), alsoAllowed)
    {
    }

    public PipelineRun(Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> answer, params string[] alsoAllowed)
    {
        Server = new LoopbackServer(answer);
        var hosts = new HostList([Server.Authority, .. alsoAllowed]);
        _http = new GuardedHttp(hosts, new FixedAddresses("10.0.0.1"), TimeProvider.System);
        _kind = new HttpPipelineKind(() => _http, () => hosts, () => new ReversingSeals(), Clock);
    }

    public LoopbackServer Server { get; }

    public EagerClock Clock { get; } = new();

    public RecordingReporter Reporter { get; } = new();

    public Plan Plan { get; private set; } = null!;

    public Analysis Analysis { get; private set; } = null!;

    public Dictionary<string, JsonElement> Results { get; } = new(StringComparer.Ordinal);

    /// <summary>What the steps wanted to be hidden.</summary>
    public List<string> Concealed { get; } = [];

    /// <summary>A secret of the input; null for none.</summary>
    public string? Secret { get; init; }

    /// <summary>What the step that ran last noted.</summary>
    public JsonElement? Note { get; private set; }

    /// <summary>Called before a note is stored; a test may stop the run there.</summary>
    public Action OnNote { get; set; } = () => { };

    public string[] Sent => [.. Server.Requests.Select(request => request.ToString())];

    /// <summary>Every problem of an input, as field and message.</summary>
    public static IReadOnlyDictionary<string, string[]> Problems(string input)
    {
        var errors = new FieldErrors();
        new HttpPipelineKind(null!, null!, null!, TimeProvider.System).CheckInput(JsonElement.Parse(input), errors);
        return errors.ToDictionary();
    }

    /// <summary>Checks, analyses and plans. <c>HOST</c> in the input stands for the server's address.</summary>
    public async Task<Plan> PlanAsync(string input, string? feedback = null)
    {
        var document = Document(input);
        var errors = new FieldErrors();
        _kind.CheckInput(document, errors);
        if (!errors.IsEmpty)
        {
            throw new InvalidOperationException(JsonSerializer.Serialize(errors.ToDictionary()));
        }

        Analysis = await _kind.AnalyzeAsync(new AnalysisContext("job", document, null!, Reporter), CancellationToken.None);
        var draft = await _kind.PlanAsync(new PlanContext("job", document, Analysis, feedback is null ? 1 : 2, feedback), CancellationToken.None);
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

    /// <summary>Executes one step and keeps its result.</summary>
    /// <param name="input">With values in place of secrets.</param>
    /// <param name="step">Its id.</param>
    /// <param name="attempt">Which attempt it is.</param>
    /// <param name="cancellationToken">Cancels the job.</param>
    public async Task<JsonElement> StepAsync(string input, string step, int attempt = 1, CancellationToken cancellationToken = default) =>
        Results[step] = await _kind.ExecuteAsync(
            new StepContext
            {
                JobId = "job",
                Input = Document(input),
                Analysis = Analysis,
                Plan = Plan,
                Step = Plan.Steps.Single(candidate => candidate.Id == step),
                Attempt = attempt,
                Results = new Dictionary<string, JsonElement>(Results),
                Files = null!,
                Artifacts = new MemoryArtifacts(),
                Reporter = Reporter,
                Hide = text => Secret is null ? text : text.Replace(Secret, "***", StringComparison.Ordinal),
                Conceal = Concealed.Add,
                Note = Note,
                NoteAsync = (note, _) =>
                {
                    OnNote();
                    Note = note;
                    return Task.CompletedTask;
                },
            },
            cancellationToken);

    /// <summary>Plans and executes everything.</summary>
    public async Task<JsonElement> RunAsync(string input, string? resolved = null)
    {
        foreach (var step in (await PlanAsync(input)).Steps)
        {
            await StepAsync(resolved ?? input, step.Id);
        }

        return _kind.Summarize(new SummaryContext(Document(input), Analysis, Results));
    }

    public async Task<WorkFailedException> FailAsync(string input, string step, int attempt = 1)
    {
        try
        {
            var result = await StepAsync(input, step, attempt);
            throw new InvalidOperationException($"Step '{step}' did not fail: {result}");
        }
        catch (WorkFailedException failure)
        {
            return failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private JsonElement Document(string input) => JsonElement.Parse(input.Replace("HOST", Server.Authority, StringComparison.Ordinal));
}
