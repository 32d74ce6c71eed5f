using Countersign.Contracts.Jobs;
using Countersign.Contracts.Metrics;
using Countersign.Server.Ports;

namespace Countersign.Server.Metrics;

/// <summary>Summaries of the figures of a job, or of the runs of a task.</summary>
internal sealed class MetricSummaries(IMetricStore metrics)
{
    /// <summary>Past so many runs a summary tells of the newest.</summary>
    public const int MostRuns = 5000;

    public async Task<MetricSummaryList> OfJobAsync(Job job, CancellationToken cancellationToken)
    {
        var packs = await metrics.ReadAsync(job.JobId, cancellationToken);
        return new MetricSummaryList
        {
            JobId = job.JobId,
            TaskId = job.TaskId,
            Jobs = packs.Count > 0 ? 1 : 0,
            Complete = true,
            Items = Summarize(packs),
        };
    }

    /// <param name="taskId">The task.</param>
    /// <param name="owner">Whose runs; null for everybody's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<MetricSummaryList> OfTaskAsync(string taskId, string? owner, CancellationToken cancellationToken)
    {
        var read = await metrics.ReadTaskAsync(taskId, owner, MostRuns, cancellationToken);
        return new MetricSummaryList
        {
            TaskId = taskId,
            Jobs = read.Packs.Count,
            Complete = read.Complete,
            Items = Summarize(read.Packs.OrderBy(job => job.Key, StringComparer.Ordinal).SelectMany(job => job.Value)),
        };
    }

    private static MetricSummary[] Summarize(IEnumerable<MetricPack> packs)
    {
        var series = new SortedDictionary<string, MetricSeries>(StringComparer.Ordinal);
        foreach (var pack in packs)
        {
            foreach (var figure in pack.Items)
            {
                if (!series.TryGetValue(figure.Name, out var named))
                {
                    series[figure.Name] = named = new MetricSeries(figure.Name);
                }

                named.Add(pack.At, figure.Value);
            }
        }

        return [.. series.Values.Select(named => named.Summarize())];
    }
}
