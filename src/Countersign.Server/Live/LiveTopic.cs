using Countersign.Contracts.Jobs;

namespace Countersign.Server.Live;

/// <summary>What a subscriber follows.</summary>
/// <param name="JobId">One job.</param>
/// <param name="TaskId">The jobs of one task. With neither, all jobs.</param>
public readonly record struct LiveTopic(string? JobId, string? TaskId)
{
    public static LiveTopic All => default;

    public static LiveTopic OfJob(string jobId) => new(jobId, null);

    public static LiveTopic OfTask(string taskId) => new(null, taskId);

    /// <summary>The topics that a job's events belong to.</summary>
    public static IEnumerable<LiveTopic> For(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        yield return OfJob(job.JobId);
        yield return All;
        if (job.TaskId is { } taskId)
        {
            yield return OfTask(taskId);
        }
    }
}
