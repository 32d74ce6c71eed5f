namespace Countersign.Contracts.Jobs;

/// <summary>Log lines in order.</summary>
/// <param name="Items">The lines after the one asked for.</param>
/// <param name="Next">What to send as <c>after</c> to go on.</param>
public sealed record LogPage(IReadOnlyList<LogLine> Items, long Next);
