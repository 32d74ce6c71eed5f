namespace Countersign.Contracts.Jobs;

/// <summary>The files that a job's steps saved.</summary>
/// <param name="Items">In the order in which their steps ended; those of one step by name.</param>
public sealed record ArtifactList(IReadOnlyList<ArtifactEntry> Items);
