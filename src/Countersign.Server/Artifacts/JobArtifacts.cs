using System.Globalization;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Artifacts;

/// <summary>What a job's steps saved, as clients see it.</summary>
internal sealed class JobArtifacts(IArtifactStore store)
{
    /// <summary>In the order in which their steps ended. Costs nothing for a job that has none.</summary>
    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(JobRecord record, CancellationToken cancellationToken) => record.ArtifactCount == 0
        ? []
        : [.. (await store.ListAsync(record.Job.JobId, cancellationToken)).Select(artifact => Entry(record.Job, artifact))];

    private static ArtifactEntry Entry(Job job, StoredArtifact artifact) => artifact.ToEntry() with
    {
        Links = new ArtifactLinks(string.Create(
            CultureInfo.InvariantCulture,
            $"{job.Links.Artifacts}/{artifact.Name}?plan_version={artifact.PlanVersion}&step={Uri.EscapeDataString(artifact.Step)}&attempt={artifact.Attempt}")),
    };
}
