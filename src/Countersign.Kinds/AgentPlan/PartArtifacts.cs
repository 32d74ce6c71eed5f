using Countersign.Contracts.Jobs;

namespace Countersign.Kinds.AgentPlan;

/// <summary>Saves files of a part under names of its own: two jobs of one kind save under the same.</summary>
internal sealed class PartArtifacts(IArtifacts whole, string prefix) : IArtifacts
{
    public Task<ArtifactEntry> SaveAsync(string name, string contentType, Stream content, CancellationToken cancellationToken) =>
        whole.SaveAsync(prefix + name, contentType, content, cancellationToken);
}
