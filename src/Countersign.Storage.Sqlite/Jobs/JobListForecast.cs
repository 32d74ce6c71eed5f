using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>What the kept counts tell of a list before it is read: how many jobs match, and where to look for them.</summary>
/// <remarks>
/// SQLite knows none of this when it chooses an index. A few matches among a great many jobs would have it read all of those, one
/// by one; counting matches would read an index from end to end.
/// </remarks>
internal sealed record JobListForecast
{
    /// <summary>At most this many rows are read and sorted for one page.</summary>
    private const int FewEnoughToSort = 2000;

    /// <summary>How many jobs match.</summary>
    public required long Total { get; init; }

    /// <summary>The filter whose index leads past the fewest jobs; null where there is at most one.</summary>
    public string? Through { get; init; }

    /// <summary>Where the matches are few and lie far apart, whose and of what kind they are: the index of ended jobs finds them.</summary>
    public (IReadOnlyList<string> Owners, IReadOnlyList<string> Kinds)? Scattered { get; init; }

    /// <summary>Whether the counts know every filter of the query.</summary>
    public static bool Covers(JobQuery query) =>
        query is { Tag: null, TaskId: null, OfTasks: false, Text: null or "", CreatedAfter: null, CreatedBefore: null };

    public static JobListForecast Of(JobQuery query, OwnerTallies tallies)
    {
        var total = tallies.Count(query.Owner, query.Kind, query.Statuses);
        var walks = new List<(string Column, long Jobs)>(3);
        if (query.Owner is not null)
        {
            walks.Add(("owner", tallies.Count(query.Owner, null, [])));
        }

        if (query.Kind is not null)
        {
            walks.Add(("kind", tallies.Count(null, query.Kind, [])));
        }

        if (query.Statuses.Count == 1)
        {
            walks.Add(("status", tallies.Count(null, null, query.Statuses)));
        }

        var (column, longest) = walks.Count == 0 ? (null, tallies.Count(null, null, [])) : walks.MinBy(walk => walk.Jobs);
        var isScattered = total is > 0 and <= FewEnoughToSort
            && longest > FewEnoughToSort
            && query.Statuses.Count > 0
            && query.Statuses.All(status => status.IsFinal());
        return new JobListForecast
        {
            Total = total,
            Through = walks.Count > 1 ? column : null,
            Scattered = isScattered
                ? (query.Owner is null ? tallies.OwnersOf(query.Kind, query.Statuses) : [query.Owner],
                    query.Kind is null ? tallies.KindsOf(query.Owner, query.Statuses) : [query.Kind])
                : null,
        };
    }
}
