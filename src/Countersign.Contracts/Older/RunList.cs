namespace Countersign.Contracts.Older;

/// <summary>One page of runs, the newest first.</summary>
/// <param name="Items">Without plans and results.</param>
/// <param name="Total">How many match, on all pages together.</param>
public sealed record RunList(IReadOnlyList<Run> Items, long Total);
