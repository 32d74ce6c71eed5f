namespace Countersign.Contracts.Tasks;

/// <summary>How the runs of a task stand. Removed jobs are not counted.</summary>
/// <param name="Total">All runs.</param>
/// <param name="Active">Those that have not ended.</param>
/// <param name="Completed">Those that completed.</param>
/// <param name="Failed">Those that failed; the rest was cancelled, rejected, or timed out.</param>
public sealed record TaskRuns(long Total, long Active, long Completed, long Failed);
