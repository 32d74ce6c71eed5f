using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.AgentPlan;
using Countersign.Kinds.AgentPlan.Model;
using Countersign.Kinds.Processes;
using Countersign.Kinds.ScriptRun;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.StorageCleanup;
using Countersign.Kinds.Tests.DiskInspect.Job;
using Countersign.Kinds.Tests.Processes;
using Countersign.Server.Inputs;
using Countersign.Server.Inputs.Folders;
using Countersign.Testing;
using Countersign.Testing.Blobs;
using Countersign.Testing.Kinds;

namespace Countersign.Kinds.Tests.AgentPlan;

/// <summary>The kind over real kinds of the server, played as the server plays it: real files, real programs.</summary>
internal sealed class AgentRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly AgentPlanKind _kind;

    /// <param name="model">A model that plans; null for the rules.</param>
    /// <param name="settings">The operator's; the defaults when null.</param>
    /// <param name="more">Further kinds.</param>
    public AgentRun(IChatModel? model = null, AgentSettings? settings = null, params IJobKind[] more)
    {
        var path = Environment.GetEnvironmentVariable("PATH")!;
        var processes = new ProcessRunner(
            new ProcessSettings { SearchPath = path, StopGrace = TimeSpan.FromMilliseconds(300) }, new Lazy<Isolation>(() => Isolation.Detect(path)), TimeProvider.System);
        var folders = new InputFolders(new InputRoots([_folder], []));
        Kinds =
        [
            new TracedKind(new StorageCleanupKind(folders, Containers, Clock)),
            new TracedKind(new ScriptRunKind(() => Trees, () => processes, () => new ScriptSettings { AllowedPrograms = ["bash", "echo"] })),
            new TracedKind(new SourceBuildKind(() => Trees, () => processes, () => new BuildSettings())),
            .. more.Select(kind => new TracedKind(kind)),
        ];
        _kind = new AgentPlanKind(() => [.. Kinds, _kind!], () => Trees, () => model, () => settings ?? new AgentSettings());
    }

    public VirtualClock Clock { get; } = new();

    public MemoryContainers Containers { get; } = new("reports");

    public FolderTrees Trees { get; } = new();

    public IReadOnlyList<TracedKind> Kinds { get; }

    public RecordingReporter Reporter { get; } = new();

    public MemoryArtifacts Artifacts { get; } = new();

    public Estimate? Budget { get; set; }

    public Analysis Analysis { get; set; } = null!;

    public Plan Plan { get; private set; } = null!;

    public Dictionary<string, JsonElement> Results { get; } = [];

    /// <summary>Makes a file below the root that was last changed ten days ago.</summary>
    public void Write(string name)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, name);
        File.SetLastWriteTimeUtc(path, Clock.GetUtcNow().AddDays(-10).UtcDateTime);
    }

    public bool Has(string name) => File.Exists(Path.Combine(_folder, name));

    public IReadOnlyDictionary<string, string[]> Check(string input)
    {
        var errors = new FieldErrors();
        _kind.CheckInput(JsonElement.Parse(input), errors);
        return errors.ToDictionary();
    }

    /// <summary>Checks, analyses and plans.</summary>
    public async Task<Plan> PlanAsync(string json)
    {
        Assert(Check(json));
        Analysis = await AnalyzeAsync(json);
        return await DraftAsync(json, 1, null);
    }

    public Task<Analysis> AnalyzeAsync(string json, Analysis? previous = null) =>
        _kind.AnalyzeAsync(Look(json) with { Previous = previous }, CancellationToken.None);

    /// <summary>Plans once more, to answer a person; what is found anew takes the analysis' place.</summary>
    public Task<Plan> AnswerAsync(string json, string feedback) => DraftAsync(json, Plan.Version + 1, feedback);

    /// <summary>Plans of the analysis as it is.</summary>
    public Task<Plan> DraftAsync(string json) => DraftAsync(json, 1, null);

    public Task<JsonElement> StepAsync(string json, PlanStep step) => _kind.ExecuteAsync(
        new StepContext
        {
            JobId = "job",
            Input = JsonElement.Parse(json),
            Analysis = Analysis,
            Plan = Plan,
            Step = step,
            Attempt = 1,
            Results = Results,
            Files = null!,
            Artifacts = Artifacts,
            Reporter = Reporter,
        },
        CancellationToken.None);

    /// <summary>Executes every step and puts the result together.</summary>
    public async Task<JsonElement> ExecuteAsync(string json)
    {
        foreach (var step in Plan.Steps)
        {
            Results[step.Id] = await StepAsync(json, step);
        }

        return _kind.Summarize(new SummaryContext(JsonElement.Parse(json), Analysis, Results));
    }

    public IReadOnlyList<StepProblem> CheckPlan(string json, IReadOnlyList<PlanStep> steps) =>
        _kind.CheckPlan(new EditedPlan("job", JsonElement.Parse(json), Analysis, steps, Plan.Steps));

    /// <summary>The kinds of the plan's jobs, in the order of their steps.</summary>
    public string[] PlannedKinds() => [.. Plan.Steps.Skip(1).Select(step => step.Action.Split('/')[0]).Distinct()];

    public string Overview => Plan.Steps[0].Preview;

    public void Dispose()
    {
        Trees.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private AnalysisContext Look(string json) => new("job", JsonElement.Parse(json), null!, Reporter) { Budget = Budget };

    private async Task<Plan> DraftAsync(string json, int version, string? feedback)
    {
        var draft = await _kind.PlanAsync(
            new PlanContext("job", JsonElement.Parse(json), Analysis, version, feedback) { Look = feedback is null ? null : Look(json) }, CancellationToken.None);
        Analysis = draft.Analysis ?? Analysis;
        return Plan = new Plan
        {
            Version = version,
            Hash = "sha256:1",
            CreatedAt = DateTimeOffset.UnixEpoch,
            CreatedBy = "planner",
            Steps = draft.Steps,
            Estimate = draft.Estimate,
            InputDigest = "sha256:2",
        };
    }

    private static void Assert(IReadOnlyDictionary<string, string[]> errors)
    {
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(JsonSerializer.Serialize(errors));
        }
    }
}
