using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Metrics;

/// <summary>Figures in the partition of their job, and those of a task's jobs in the task's.</summary>
internal sealed class AzureMetricStore(JobTable jobs, ValueStore values, TaskSeries series) : IMetricStore
{
    public Task<IReadOnlyList<MetricPack>> ReadAsync(string jobId, CancellationToken cancellationToken) => Reread.AsNeededAsync(async () =>
    {
        var packs = new List<MetricPack>();
        var rows = jobs.ReadRangeAsync(jobId, JobRows.MetricsStart, JobRows.MetricsEnd, GuardedTable.MaxPageSize, cancellationToken);
        await foreach (var row in rows)
        {
            packs.Add(StoredJson.Read(await values.GetAsync(row, cancellationToken), StoredJson.Metrics));
        }

        return (IReadOnlyList<MetricPack>)packs;
    });

    public async Task<TaskMetrics> ReadTaskAsync(string taskId, string? owner, int mostJobs, CancellationToken cancellationToken)
    {
        // By job and first number: of several rows the newest counts, as TaskSeries says.
        var found = new Dictionary<string, SortedDictionary<int, (DateTimeOffset WrittenAt, MetricPack Pack)>>(StringComparer.Ordinal);
        var complete = true;
        await foreach (var row in series.ReadAsync(taskId, owner, cancellationToken))
        {
            var jobId = RowOrder.JobIdOf(row.RowKey);
            if (!found.TryGetValue(jobId, out var packs))
            {
                if (found.Count == mostJobs)
                {
                    complete = false;
                    break;
                }

                found[jobId] = packs = [];
            }

            var pack = StoredJson.Read(
                row.GetBinary(Columns.Json) ?? throw new InvalidDataException($"The row '{row.RowKey}' of task '{taskId}' has no figures."),
                StoredJson.Metrics);
            var writtenAt = row.Timestamp ?? default;
            if (!packs.TryGetValue(pack.First, out var other) || other.WrittenAt < writtenAt)
            {
                packs[pack.First] = (writtenAt, pack);
            }
        }

        return new TaskMetrics(
            found.ToDictionary(
                job => job.Key,
                job => (IReadOnlyList<MetricPack>)[.. job.Value.Values.Select(row => row.Pack)],
                StringComparer.Ordinal),
            complete);
    }
}
