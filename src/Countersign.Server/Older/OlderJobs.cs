using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Ports;

namespace Countersign.Server.Older;

/// <summary>Jobs in the shape of builds and analyses.</summary>
internal static class OlderJobs
{
    public const string Build = "source.build";
    public const string Analysis = "code.analysis";
    public const string Generation = "project.generate";

    public static OlderAccepted Accepted(Job job, string what) => new(job.JobId, OlderStatuses.Fold(job.Status), Message(job, what));

    /// <summary>What people are told of a job.</summary>
    public static string Message(Job job, string what) => $"{what} '{job.Name}' is {OlderStatuses.Fold(job.Status)}.";

    /// <summary>The job with its details.</summary>
    /// <param name="record">The job.</param>
    /// <param name="what">What the older service called it.</param>
    /// <param name="result">How it ended; null when it has not, or nobody asks.</param>
    public static OlderJob Of(JobRecord record, string what, JobResult? result = null)
    {
        var job = record.Job;
        return new OlderJob
        {
            TaskId = job.JobId,
            ProjectName = job.Name,
            Goal = record.Older?.Goal,
            Parameters = job.Input,
            Status = OlderStatuses.Fold(job.Status),
            Progress = job.Progress,
            Message = Message(job, what),
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            CompletedAt = job.CompletedAt,
            DurationSeconds = job.DurationSeconds,
            Results = result?.Result,
            Error = job.Error?.Message,
        };
    }
}
