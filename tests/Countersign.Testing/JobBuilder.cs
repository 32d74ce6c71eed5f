using System.Text.Json;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Testing;

/// <summary>Makes records of jobs; everything that a test does not set has a plain value.</summary>
public sealed class JobBuilder(string jobId)
{
    /// <summary>When built jobs were created, unless set otherwise; whole milliseconds, as stores keep them.</summary>
    public static readonly DateTimeOffset Epoch = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private string _kind = "code.analysis";
    private string _name = "Sample";
    private string _owner = "ann";
    private string? _taskId;
    private string[] _tags = [];
    private JobStatus _status = JobStatus.Pending;
    private DateTimeOffset _createdAt = Epoch;
    private JsonElement _input = TestJson.Parse("""{"source":{"path":"src"}}""");
    private WakeUp? _wakeUp;

    public JobBuilder Kind(string kind) => Set(() => _kind = kind);

    public JobBuilder Name(string name) => Set(() => _name = name);

    public JobBuilder Owner(string owner) => Set(() => _owner = owner);

    public JobBuilder Task(string taskId) => Set(() => _taskId = taskId);

    public JobBuilder Tags(params string[] tags) => Set(() => _tags = tags);

    public JobBuilder Status(JobStatus status) => Set(() => _status = status);

    public JobBuilder CreatedAt(DateTimeOffset instant) => Set(() => _createdAt = instant);

    /// <summary>Created that many seconds after <see cref="Epoch"/>.</summary>
    public JobBuilder Second(double seconds) => CreatedAt(Epoch.AddSeconds(seconds));

    public JobBuilder Input(JsonElement input) => Set(() => _input = input);

    public JobBuilder WakeUp(WakeUp? wakeUp) => Set(() => _wakeUp = wakeUp);

    public JobRecord Build() => new()
    {
        Job = new Job
        {
            JobId = jobId,
            Kind = _kind,
            Name = _name,
            Input = _input,
            Status = _status,
            Owner = _owner,
            TaskId = _taskId,
            Tags = _tags,
            CreatedAt = _createdAt,
            Approval = new ApprovalState { TimeoutSeconds = 300 },
        },
        RequestDigest = $"sha256:{new string('0', 64)}",
        MaxRounds = 3,
        WakeUp = _wakeUp,
        UpdatedAt = _createdAt,
    };

    /// <summary>The change that creates the job, with these events.</summary>
    public JobChange Creation(params EventDraft[] events) => new() { Record = Build(), Events = events };

    private JobBuilder Set(Action set)
    {
        set();
        return this;
    }
}
