using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Artifacts;

/// <summary>Reads what was added to jobs: one row for each change that added some, keyed by how many the job had afterwards.</summary>
internal sealed class ArtifactRows(JobTable jobs, ValueStore values)
{
    public Task<IReadOnlyList<StoredArtifact>> ReadAsync(string jobId, CancellationToken cancellationToken) => Reread.AsNeededAsync(async () =>
    {
        var artifacts = new List<StoredArtifact>();
        var rows = jobs.ReadRangeAsync(
            jobId, JobRows.ArtifactsStart, JobRows.ArtifactsEnd, GuardedTable.MaxPageSize, cancellationToken);
        await foreach (var row in rows)
        {
            artifacts.AddRange(StoredJson.Read(await values.GetAsync(row, cancellationToken), StoredJson.Artifacts));
        }

        return (IReadOnlyList<StoredArtifact>)artifacts;
    });
}
