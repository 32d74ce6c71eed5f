using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>What the storage contracts share: an open storage for each test, and the acts that tests are made of.</summary>
public abstract class StorageContract(StorageUnderTest storage) : IAsyncLifetime
{
    protected static readonly CancellationToken NoCancellation = CancellationToken.None;

    /// <summary>How long a test waits for what should happen soon. A broken adapter's test waits that long.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    protected IJobStore Jobs => storage.Jobs;

    protected IPlanStore Plans => storage.Plans;

    protected IJobDocuments Documents => storage.Documents;

    protected IEventLog Events => storage.Events;

    protected IEventFeed Feed => storage.Feed;

    protected IAuditLog Audit => storage.Audit;

    protected IDefinitionStore Definitions => storage.Definitions;

    protected IRunCounts RunCounts => storage.RunCounts;

    protected IUploadStore Uploads => storage.Uploads;

    protected IArtifactStore Artifacts => storage.Artifacts;

    protected ILeftovers Leftovers => storage.Leftovers;

    public async ValueTask InitializeAsync() => await storage.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static EventDraft Log(string message) =>
        new(EventTypes.Log, TestJson.Parse($$"""{"level":"info","message":"{{message}}"}"""));

    protected async Task ReopenAsync()
    {
        await storage.CloseAsync();
        await storage.OpenAsync();
    }

    protected Task<JobRecord> CreateAsync(string jobId, params EventDraft[] events) => CreateAsync(new JobBuilder(jobId), events);

    /// <summary>Creates the job and reads it back.</summary>
    protected async Task<JobRecord> CreateAsync(JobBuilder job, params EventDraft[] events)
    {
        var creation = job.Creation(events);
        Assert.Null(await Jobs.TryCreateAsync(creation, NoCancellation));
        return await GetAsync(creation.Record.Job.JobId);
    }

    protected async Task<JobRecord> GetAsync(string jobId)
    {
        var record = await Jobs.GetAsync(jobId, NoCancellation);
        Assert.NotNull(record);
        return record;
    }

    /// <summary>Changes the job without a question; fails when there is none.</summary>
    protected async Task ChangeAsync(string jobId, Func<JobRecord, JobChange> change) =>
        Assert.True(await Jobs.UpdateAsync(jobId, record => new JobUpdate<bool>(true, change(record)), NoCancellation));

    protected Task AppendAsync(string jobId, params EventDraft[] events) =>
        ChangeAsync(jobId, record => new JobChange { Record = record, Events = events });

    /// <summary>All of the job's events.</summary>
    protected Task<IReadOnlyList<JobEvent>> ReadEventsAsync(string jobId) =>
        Events.ReadAsync(jobId, after: 0, limit: 10_000, type: null, NoCancellation);

    protected async Task<long[]> ReadSeqsAsync(string jobId) => [.. (await ReadEventsAsync(jobId)).Select(stored => stored.Seq)];

    /// <summary>1 to <paramref name="last"/>.</summary>
    protected static IEnumerable<long> Gapless(int last) => Enumerable.Range(1, last).Select(seq => (long)seq);
}
