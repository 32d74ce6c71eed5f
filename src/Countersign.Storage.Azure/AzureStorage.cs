using Countersign.Server.Ports;
using Countersign.Storage.Azure.Artifacts;
using Countersign.Storage.Azure.Audit;
using Countersign.Storage.Azure.Counts;
using Countersign.Storage.Azure.Definitions;
using Countersign.Storage.Azure.Events;
using Countersign.Storage.Azure.Feed;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Upkeep;
using Countersign.Storage.Azure.Uploads;
using Countersign.Storage.Azure.Values;
using Microsoft.Extensions.Logging;

namespace Countersign.Storage.Azure;

/// <summary>The server's storage ports on the tables and blobs of one storage account.</summary>
/// <remarks>Any number of processes may use the same account at once.</remarks>
public sealed class AzureStorage
{
    private readonly StorageClients _clients;

    /// <param name="options">Already validated.</param>
    /// <param name="time">The clock of waits, pauses and upload times.</param>
    /// <param name="logger">Hears what was left behind.</param>
    public AzureStorage(AzureStorageOptions options, TimeProvider time, ILogger<AzureStorage> logger)
        : this(new StorageClients(options), time, logger)
    {
    }

    internal AzureStorage(StorageClients clients, TimeProvider time, ILogger logger)
    {
        _clients = clients;
        var values = new ValueStore(_clients.Values);
        var jobs = new JobTable(_clients.Jobs, values);
        var index = new IndexTable(_clients.Index);
        var check = new IndexCheck(jobs, index, time, logger);
        var feed = new FeedTable(_clients.Feed);
        var builder = new FeedBuilder(feed, jobs, time);
        var writer = new JobWriter(jobs, values, index, feed, new Leftovers(index, values, logger));
        var artifacts = new ArtifactBlobs(_clients.Artifacts);
        var artifactRows = new ArtifactRows(jobs, values);
        var removal = new JobRemoval(jobs, values, artifacts, index);
        Jobs = new AzureJobStore(jobs, writer, removal, new JobListing(index, check), time);
        Plans = new AzurePlanStore(jobs);
        Documents = new AzureJobDocuments(jobs, values);
        Events = new AzureEventLog(jobs, values, new SeqWatches(jobs, time), time);
        Feed = new AzureEventFeed(feed, builder, jobs, Events, time);
        var counts = new AzureJobCounts(_clients.Feed, index, time);
        Counts = counts;
        Audit = new AzureAuditLog(jobs, values, new HostAuditTable(_clients.HostAudit));
        Definitions = new AzureDefinitionStore(_clients.Definitions, time);
        RunCounts = new AzureRunCounts(Jobs);
        Uploads = new AzureUploadStore(_clients.Uploads, _clients.UploadRows, time);
        Artifacts = new AzureArtifactStore(artifacts, artifactRows, jobs);
        var uploadUpkeep = new UploadUpkeep(_clients.Uploads, _clients.UploadRows, time);
        var artifactUpkeep = new ArtifactUpkeep(artifacts, artifactRows, time);
        Leftovers = new AzureLeftovers(uploadUpkeep, artifactUpkeep);
        Upkeep = new AzureStorageUpkeep(
            new RemovalUpkeep(index, jobs, removal, time),
            new IndexUpkeep(index, jobs, check),
            new FeedUpkeep(feed, builder, jobs),
            new ValueUpkeep(_clients.Values, jobs, time),
            uploadUpkeep,
            artifactUpkeep,
            counts,
            logger);
    }

    public IJobStore Jobs { get; }

    public IPlanStore Plans { get; }

    public IJobDocuments Documents { get; }

    public IEventLog Events { get; }

    public IEventFeed Feed { get; }

    public IJobCounts Counts { get; }

    public IAuditLog Audit { get; }

    public IDefinitionStore Definitions { get; }

    public IRunCounts RunCounts { get; }

    public IUploadStore Uploads { get; }

    public IArtifactStore Artifacts { get; }

    public ILeftovers Leftovers { get; }

    public AzureStorageUpkeep Upkeep { get; }

    /// <summary>Creates the tables and containers that are absent.</summary>
    /// <exception cref="StoreUnavailableException">The account does not answer, or does not let this identity in.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var table in (GuardedTable[])[_clients.Jobs, _clients.HostAudit, _clients.Index, _clients.Definitions, _clients.Feed, _clients.UploadRows])
        {
            await table.CreateAsync(cancellationToken);
        }

        foreach (var container in (GuardedContainer[])[_clients.Values, _clients.Uploads, _clients.Artifacts])
        {
            await container.CreateAsync(cancellationToken);
        }
    }
}
