using Countersign.Contracts.Jobs;

namespace Countersign.Contracts.Upkeep;

/// <summary>Which jobs <c>POST /api/admin/purge</c> removes.</summary>
public sealed record PurgeRequest
{
    /// <summary>Jobs that ended before this instant (RFC 3339), which has passed. Required.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only jobs in these final statuses; all final ones when absent.</summary>
    public IReadOnlyList<JobStatus>? Statuses { get; init; }
}
