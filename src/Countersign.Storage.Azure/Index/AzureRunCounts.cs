using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Storage.Azure.Index;

/// <summary>Counts the runs of a task by the keys of its index partitions, one for each status.</summary>
internal sealed class AzureRunCounts(IJobStore jobs) : IRunCounts
{
    public async Task<IReadOnlyDictionary<JobStatus, long>> CountAsync(string taskId, string? owner, CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(Enum.GetValues<JobStatus>().Select(async status =>
        {
            var query = new JobQuery { TaskId = taskId, Owner = owner, Statuses = [status], Limit = 0 };
            return (status, (await jobs.ListAsync(query, cancellationToken)).Total);
        }));
        return counts.Where(count => count.Total > 0).ToDictionary(count => count.status, count => count.Total);
    }
}
