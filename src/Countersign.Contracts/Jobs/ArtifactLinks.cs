namespace Countersign.Contracts.Jobs;

/// <summary>Paths of an artifact, relative to the server's address.</summary>
/// <param name="Self">The bytes of this very file, also where others of the job have its name.</param>
public sealed record ArtifactLinks(string Self);
