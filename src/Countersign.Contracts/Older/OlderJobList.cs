namespace Countersign.Contracts.Older;

/// <summary>One page of builds, the newest first.</summary>
/// <param name="Items">Without their results.</param>
/// <param name="Total">How many match, on all pages together.</param>
/// <param name="Skip">How many were passed over.</param>
/// <param name="Limit">The most that a page holds.</param>
public sealed record OlderJobList(IReadOnlyList<OlderJob> Items, long Total, int Skip, int Limit);
