using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>Counts jobs by kind and status while a store goes through them or changes them. Not for several threads at once.</summary>
public sealed class JobGroupCounter
{
    private readonly Dictionary<(string Kind, JobStatus Status), Cell> _cells = [];

    /// <summary>Counts jobs in, or out when <paramref name="jobs"/> is negative.</summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="status">Their status.</param>
    /// <param name="milliseconds">From <see cref="JobDuration"/>: how long each took; null when that is not known or not over.</param>
    /// <param name="jobs">How many.</param>
    public void Add(string kind, JobStatus status, long? milliseconds, long jobs)
    {
        if (!_cells.TryGetValue((kind, status), out var cell))
        {
            _cells[(kind, status)] = cell = new Cell();
        }

        cell.Jobs += jobs;
        if (milliseconds is >= 0)
        {
            cell.Buckets ??= new long[DurationCounts.Bounds.Count + 1];
            cell.Buckets[DurationCounts.BucketOf(milliseconds.Value / 1000.0)] += jobs;
            cell.Milliseconds += milliseconds.Value * jobs;
        }
    }

    /// <summary>How many jobs there are of the kind and the statuses now.</summary>
    /// <param name="kind">Null for every kind.</param>
    /// <param name="statuses">Any of these; empty for every status.</param>
    public long Count(string? kind, IReadOnlyCollection<JobStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        var jobs = 0L;
        foreach (var ((ofKind, status), cell) in _cells)
        {
            if ((kind is null || ofKind == kind) && (statuses.Count == 0 || statuses.Contains(status)))
            {
                jobs += cell.Jobs;
            }
        }

        return jobs;
    }

    /// <summary>The counts now, without groups that have no jobs.</summary>
    public IReadOnlyList<JobGroup> Read() =>
    [
        .. _cells.Where(cell => cell.Value.Jobs > 0).Select(cell => new JobGroup(
            cell.Key.Kind,
            cell.Key.Status,
            cell.Value.Jobs,
            cell.Value.Buckets is { } buckets && buckets.Any(count => count > 0)
                ? new DurationCounts([.. buckets], cell.Value.Milliseconds / 1000.0)
                : DurationCounts.None)),
    ];

    private sealed class Cell
    {
        public long Jobs { get; set; }

        public long[]? Buckets { get; set; }

        public long Milliseconds { get; set; }
    }
}
