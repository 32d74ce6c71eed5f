using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Cli.Tests.Scripted;

/// <summary>What a scripted server tells of its one job.</summary>
internal sealed class ScriptedJob
{
    public const string Id = "scripted";
    public const string Kind = "disk.inspect";

    private readonly Lock _lock = new();
    private readonly List<JobEvent> _events = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedJob()
    {
        Plan = PlanOf("Look at the image");
        Add(EventTypes.AnalysisStart, JobStatus.Running);
        Log("hashing");
        Add(EventTypes.PlanReady, JobStatus.Running);
        Add(EventTypes.ApprovalRequired, JobStatus.AwaitingApproval);
    }

    public Plan Plan { get; set; }

    public JobStatus Status { get; private set; } = JobStatus.AwaitingApproval;

    /// <summary>The decision that was made before the command came; null for none.</summary>
    public Decision? Decision { get; set; }

    public JobError? Error { get; set; }

    public string? ExecutedPlanHash { get; set; }

    public JsonObject Document { get; } = new() { ["answer"] = 42 };

    public Analysis Analysis { get; set; } = new()
    {
        Summary = "An image of 12 bytes.",
        Facts = JsonDocument.Parse("""{"format": "raw", "size_bytes": 4096}""").RootElement,
        Content = [new ContentEntry("disk.img", "sha256:" + new string('a', 64), 4096)],
    };

    /// <summary>A plan of one step whose hash is right.</summary>
    public static Plan PlanOf(string title, int version = 1, string preview = "bytes 0-511", Risk risk = Risk.Read)
    {
        PlanStep[] steps = [new PlanStep { Id = "look", Title = title, Action = "look", Preview = preview, Risk = risk }];
        var digest = "sha256:" + new string('b', 64);
        return new Plan
        {
            Version = version,
            Hash = PlanHash.Compute(Id, Kind, version, digest, steps),
            CreatedAt = DateTimeOffset.UnixEpoch,
            CreatedBy = "planner",
            Steps = steps,
            InputDigest = digest,
        };
    }

    public void Add(string type, JobStatus status, int progress = 0, JsonObject? data = null)
    {
        lock (_lock)
        {
            Status = status;
            _events.Add(new JobEvent
            {
                Seq = _events.Count + 1,
                JobId = Id,
                Type = type,
                Status = status,
                Progress = progress,
                Timestamp = DateTimeOffset.UnixEpoch,
                Data = data?.Deserialize(ContractsJson.Default.JsonElement),
                Error = type is EventTypes.Failure or EventTypes.StepFailed ? Error : null,
            });
            _news.TrySetResult();
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Log(string message, string level = "info") =>
        Add(EventTypes.Log, Status, data: new JsonObject { ["level"] = level, ["message"] = message });

    /// <summary>Plays an execution with three lines to its end.</summary>
    public void Execute(string end = EventTypes.Completion, JobStatus status = JobStatus.Completed)
    {
        var step = new JsonObject { ["step"] = "look", ["title"] = "Look at the image", ["attempt"] = 1 };
        Add(EventTypes.Approved, JobStatus.Running);
        Add(EventTypes.StepStarted, JobStatus.Running, 10, step);
        Log("line one");
        Log("line two");
        Log("line three");
        ExecutedPlanHash ??= Plan.Hash;
        Add(end, status, 100);
    }

    /// <summary>The events after one, and what completes when there are more.</summary>
    public (IReadOnlyList<JobEvent> Events, Task News) After(long seq)
    {
        lock (_lock)
        {
            return ([.. _events.Skip((int)seq)], _news.Task);
        }
    }

    public Job ToJob() => new()
    {
        JobId = Id,
        Kind = Kind,
        Name = "Inspect a disk image",
        Input = JsonDocument.Parse("{}").RootElement,
        Status = Status,
        Owner = "user:local",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Approval = new ApprovalState { Decision = Decision },
    };

    public JobResult ToResult() => new()
    {
        JobId = Id,
        Status = Status,
        Result = Status == JobStatus.Completed ? Document.Deserialize(ContractsJson.Default.JsonElement) : null,
        ExecutedPlanHash = ExecutedPlanHash,
        Error = Error,
    };
}
