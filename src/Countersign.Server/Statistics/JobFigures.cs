using Countersign.Contracts.Jobs;
using Countersign.Contracts.Statistics;
using Countersign.Server.Ports;

namespace Countersign.Server.Statistics;

/// <summary>What is told of counts.</summary>
internal static class JobFigures
{
    public static JobBreakdown Breakdown(JobCounts counts)
    {
        var all = OfKind(counts.Groups);
        var byKind = counts.Groups.GroupBy(group => group.Kind, StringComparer.Ordinal)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => OfKind([.. kind]), StringComparer.Ordinal);
        return new JobBreakdown(all.Total, all.Completed, all.Failed, all.SuccessRate, all.ByStatus, all.Durations, byKind, counts.CountedAt);
    }

    public static JobStatistics Totals(JobCounts counts)
    {
        var all = OfKind(counts.Groups);
        return new JobStatistics(all.Total, all.Completed, all.Failed, all.SuccessRate, all.ByStatus, counts.CountedAt);
    }

    private static KindStatistics OfKind(IReadOnlyList<JobGroup> groups)
    {
        var jobs = Enum.GetValues<JobStatus>().ToDictionary(
            status => status, status => groups.Where(group => group.Status == status).Sum(group => group.Jobs));
        var total = jobs.Values.Sum();
        return new KindStatistics(
            total,
            jobs[JobStatus.Completed],
            jobs[JobStatus.Failed],
            total == 0 ? 0 : Math.Round(100.0 * jobs[JobStatus.Completed] / total, 2),
            jobs.ToDictionary(status => SnakeCase.NameOf(status.Key), status => status.Value, StringComparer.Ordinal),
            Of(groups.Aggregate(DurationCounts.None, (sum, group) => sum.Plus(group.Durations))));
    }

    private static DurationStatistics Of(DurationCounts durations)
    {
        var count = durations.Count;
        return new DurationStatistics(
            count,
            count == 0 ? null : Math.Round(durations.Seconds / count, 3),
            Rounded(durations.Quantile(0.5)),
            Rounded(durations.Quantile(0.95)),
            Rounded(durations.Quantile(0.99)));
    }

    private static double? Rounded(double? seconds) => seconds is { } value ? Math.Round(value, 3) : null;
}
