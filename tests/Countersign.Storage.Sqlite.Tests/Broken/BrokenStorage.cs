using Countersign.Conformance.Storage;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>A sound storage in which a subclass damages one port.</summary>
public abstract class BrokenStorage : StorageUnderTest
{
    protected StorageUnderTest Sound { get; } = new SqliteStorageUnderTest();

    public override IJobStore Jobs => Sound.Jobs;

    public override IPlanStore Plans => Sound.Plans;

    public override IJobDocuments Documents => Sound.Documents;

    public override IEventLog Events => Sound.Events;

    public override IEventFeed Feed => Sound.Feed;

    public override IJobCounts Counts => Sound.Counts;

    public override IAuditLog Audit => Sound.Audit;

    public override IDefinitionStore Definitions => Sound.Definitions;

    public override IRunCounts RunCounts => Sound.RunCounts;

    public override IUploadStore Uploads => Sound.Uploads;

    public override IArtifactStore Artifacts => Sound.Artifacts;

    public override ILeftovers Leftovers => Sound.Leftovers;

    public override Task OpenAsync() => Sound.OpenAsync();

    public override Task CloseAsync() => Sound.CloseAsync();

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Sound.DisposeAsync();
    }
}
