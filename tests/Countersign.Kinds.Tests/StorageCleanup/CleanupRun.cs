using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.StorageCleanup;
using Countersign.Kinds.Tests.DiskInspect.Job;
using Countersign.Server.Inputs;
using Countersign.Server.Inputs.Folders;
using Countersign.Testing;
using Countersign.Testing.Kinds;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>The kind on a real folder, or on a container, played as the server plays it.</summary>
internal sealed class CleanupRun : IDisposable
{
    private readonly IInputFolders _folders;
    private readonly IInputContainers? _containers;
    private readonly StorageCleanupKind _kind;

    /// <param name="usesDescriptors">Which of the two ways to folders.</param>
    /// <param name="wrap">What stands between the kind and the folders; null for nothing.</param>
    /// <param name="containers">Has the container that is the target; null where the target is a folder.</param>
    public CleanupRun(bool usesDescriptors = true, Func<IInputFolders, IInputFolders>? wrap = null, IInputContainers? containers = null)
    {
        _containers = containers;
        Folder = Directory.CreateTempSubdirectory("countersign-").FullName;
        Target = Directory.CreateDirectory(Path.Combine(Folder, "root", "target")).FullName;
        Outside = Directory.CreateDirectory(Path.Combine(Folder, "outside")).FullName;
        _folders = new InputFolders(new InputRoots([Path.Combine(Folder, "root")], [Path.Combine(Target, ".server")]), usesDescriptors);
        _kind = new StorageCleanupKind(wrap?.Invoke(_folders) ?? _folders, containers ?? new NoInputContainers(), Clock);
    }

    public VirtualClock Clock { get; } = new();

    public string Folder { get; }

    public string Target { get; }

    public string Outside { get; }

    public RecordingReporter Reporter { get; private set; } = new();

    public Analysis Analysis { get; private set; } = null!;

    public Plan Plan { get; private set; } = null!;

    /// <summary>Makes a file that was last changed so many days ago.</summary>
    public string Write(string name, double daysOld = 10, int size = 3)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[size]);
        File.SetLastWriteTimeUtc(path, Clock.GetUtcNow().AddDays(-daysOld).UtcDateTime);
        return path;
    }

    public string PathOf(string name) => Path.Combine(Target, name);

    /// <summary>The files below the target, without following links.</summary>
    public string[] Files() =>
        [.. Directory.EnumerateFiles(Target, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Path.GetRelativePath(Target, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>Analyses and plans.</summary>
    public async Task<Plan> PlanAsync(string rules, string? feedback = null, string target = "target")
    {
        var input = Input(rules, target);
        var errors = new FieldErrors();
        _kind.CheckInput(input, errors);
        if (!errors.IsEmpty)
        {
            throw new InvalidOperationException(JsonSerializer.Serialize(errors.ToDictionary()));
        }

        Analysis = await _kind.AnalyzeAsync(new AnalysisContext("job", input, null!, Reporter), CancellationToken.None);
        var draft = await _kind.PlanAsync(new PlanContext("job", input, Analysis, feedback is null ? 1 : 2, feedback), CancellationToken.None);
        Plan = new Plan
        {
            Version = 1,
            Hash = "sha256:1",
            CreatedAt = Clock.GetUtcNow(),
            CreatedBy = "planner",
            Steps = draft.Steps,
            Estimate = draft.Estimate,
            InputDigest = "sha256:2",
        };
        return Plan;
    }

    /// <summary>Executes every step and puts the result together.</summary>
    public async Task<JsonElement> ExecuteAsync(string rules, bool again = false, string target = "target", CancellationToken cancellationToken = default)
    {
        Reporter = new RecordingReporter();
        var results = new Dictionary<string, JsonElement>();
        foreach (var step in Plan.Steps)
        {
            results.Add(step.Id, await _kind.ExecuteAsync(
                new StepContext
                {
                    JobId = "job",
                    Input = Input(rules, target),
                    Analysis = Analysis,
                    Plan = Plan,
                    Step = step,
                    Attempt = 1,
                    MayBePartlyDone = again,
                    Results = results,
                    Files = null!,
                    Artifacts = new MemoryArtifacts(),
                    Reporter = Reporter,
                },
                cancellationToken));
        }

        return _kind.Summarize(new SummaryContext(Input(rules, target), Analysis, results));
    }

    /// <summary>Executes another plan than the planner's.</summary>
    public void Replan(Plan plan) => Plan = plan;

    /// <summary>Path to outcome.</summary>
    public static Dictionary<string, string> Outcomes(JsonElement result) => result.GetProperty("items").EnumerateArray()
        .ToDictionary(item => item.GetProperty("path").GetString()!, item => item.GetProperty("outcome").GetString()!);

    /// <summary>The files that a plan names.</summary>
    public static string[] Named(Plan plan) => [.. plan.Steps.SelectMany(step =>
        CleanupPreview.TryParse(step.Preview, out var lines) ? lines : throw new InvalidOperationException(step.Preview)).Select(line => line.Path)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private JsonElement Input(string rules, string target) => _containers is null
        ? JsonElement.Parse($$"""{"target":{"path":{{JsonSerializer.Serialize(target)}}},"rules":{{rules}}}""")
        : JsonElement.Parse($$"""{"target":{"container":{{JsonSerializer.Serialize(_containers.Names![0])}}},"rules":{{rules}}}""");
}
