namespace Countersign.Contracts.Jobs;

/// <summary>A file that a job produced.</summary>
public sealed record ArtifactEntry(string Name, string ContentType, long Size, string Sha256);
