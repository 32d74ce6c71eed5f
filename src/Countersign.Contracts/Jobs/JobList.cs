namespace Countersign.Contracts.Jobs;

/// <summary>One page of jobs.</summary>
/// <param name="Items">In the order that was asked for.</param>
/// <param name="Total">How many jobs match, on all pages together.</param>
/// <param name="NextCursor">Opaque; continues after the last item. Null on the last page.</param>
public sealed record JobList(IReadOnlyList<Job> Items, long Total, string? NextCursor);
