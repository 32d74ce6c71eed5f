using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>A file that a run of a step saved.</summary>
/// <param name="ContentId">What <see cref="IArtifactStore"/> calls its bytes.</param>
/// <param name="PlanVersion">The plan version whose step saved it.</param>
/// <param name="Step">The step's id.</param>
/// <param name="Attempt">Which run of the step, from 1.</param>
/// <param name="Name">Single within the run.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256"><c>sha256:</c> and lower-case hex.</param>
public sealed record StoredArtifact(
    string ContentId, int PlanVersion, string Step, int Attempt, string Name, string ContentType, long Size, string Sha256)
{
    /// <summary>What clients and kinds see of it.</summary>
    public ArtifactEntry ToEntry() => new(Name, ContentType, Size, Sha256) { PlanVersion = PlanVersion, Step = Step, Attempt = Attempt };
}
