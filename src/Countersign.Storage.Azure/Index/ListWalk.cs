namespace Countersign.Storage.Azure.Index;

/// <summary>What one walk through the index found.</summary>
/// <param name="Candidates">From the place of the page on, in the order of the list.</param>
/// <param name="Count">How many jobs were seen on the way.</param>
/// <param name="IsWhole">Whether nothing follows after the candidates.</param>
internal sealed record ListWalk(IReadOnlyList<IndexCandidate> Candidates, long Count, bool IsWhole);
