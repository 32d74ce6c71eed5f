namespace Countersign.Contracts.Jobs;

/// <summary>A file that a step of a job saved.</summary>
/// <param name="Name">A plain file name; see <see cref="ArtifactNames"/>.</param>
/// <param name="ContentType">The media type, as the step gave it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256"><c>sha256:</c> and lower-case hex.</param>
public sealed record ArtifactEntry(string Name, string ContentType, long Size, string Sha256)
{
    /// <summary>The plan version whose step saved it.</summary>
    public required int PlanVersion { get; init; }

    /// <summary>The step's id.</summary>
    public required string Step { get; init; }

    /// <summary>Which run of the step saved it, from 1; what a run saved that failed is kept too.</summary>
    public required int Attempt { get; init; }

    /// <summary>Where its bytes are; null while its step still runs.</summary>
    public ArtifactLinks? Links { get; init; }
}
