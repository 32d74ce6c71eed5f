using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Older;

/// <summary>Jobs in the shape of runs: those that have a task.</summary>
internal static class Runs
{
    /// <summary>The run with its details.</summary>
    /// <param name="job">A job that has a task.</param>
    /// <param name="plan">Its current plan; null when there is none, or nobody asks.</param>
    /// <param name="result">How it ended; null when it has not, or nobody asks.</param>
    public static Run Of(Job job, Plan? plan = null, JobResult? result = null) => new()
    {
        Id = job.JobId,
        TaskId = job.TaskId!,
        Name = job.Name,
        Status = OlderStatuses.FoldRun(job.Status),
        Progress = job.Progress,
        AwaitingApproval = job.Status == JobStatus.AwaitingApproval,
        CreatedAt = job.CreatedAt,
        StartedAt = job.StartedAt,
        CompletedAt = job.CompletedAt,
        DurationSeconds = job.DurationSeconds,
        Plan = plan,
        Feedback = job.Approval.Decision?.Feedback,
        Result = result?.Result,
        Error = job.Error?.Message,
    };
}
