using Countersign.Contracts.Metrics;
using Countersign.Server.Ports;

namespace Countersign.Server.Metrics;

/// <summary>Pages of the figures of many jobs, the newest job's first: a walk over the list of jobs, which every store has an index for.</summary>
internal sealed class MetricPages(IJobStore jobs, IMetricStore metrics)
{
    /// <summary>How many jobs one request looks at; past it the page ends, whatever is on it, and the next goes on.</summary>
    public const int MostJobs = 200;

    private const int JobsAtOnce = 10;

    /// <param name="query">Without a job.</param>
    /// <param name="owner">Whose jobs; null for everybody's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<MetricList> ReadAsync(MetricQuery query, string? owner, CancellationToken cancellationToken)
    {
        var page = new MetricPage(query);
        var wanted = new JobQuery
        {
            TaskId = query.TaskId,
            Owner = owner,
            Limit = JobsAtOnce,

            // Of the jobs of that millisecond, those before the cursor's are passed over.
            CreatedBefore = query.After is { } after ? DateTimeOffset.FromUnixTimeMilliseconds(after.CreatedAt + 1) : null,
        };
        for (var seen = 0; !page.IsFull;)
        {
            var listed = await jobs.ListAsync(wanted, cancellationToken);
            var read = await Task.WhenAll(listed.Items.Select(record => ReadAsync(query, record, cancellationToken)));
            foreach (var (record, packs) in listed.Items.Zip(read))
            {
                page.Add(record.Job, packs, after: query.After?.JobId == record.Job.JobId ? query.After.Number : 0);
            }

            seen += listed.Items.Count;
            if (listed.NextCursor is not { } next || listed.Items.Count == 0)
            {
                break;
            }

            if (seen >= MostJobs)
            {
                page.StopBehind(listed.Items[^1].Job);
            }

            wanted = wanted with { Cursor = next };
        }

        return page.ToList();
    }

    private Task<IReadOnlyList<MetricPack>> ReadAsync(MetricQuery query, JobRecord record, CancellationToken cancellationToken) =>
        record.MetricCount == 0
        || record.WakeUp == WakeUp.Remove
        || query.After?.IsPast(record.Job) is true
        || (query.After is { Number: MetricCursor.WholeJob } done && done.JobId == record.Job.JobId)
            ? Task.FromResult<IReadOnlyList<MetricPack>>([])
            : metrics.ReadAsync(record.Job.JobId, cancellationToken);
}
