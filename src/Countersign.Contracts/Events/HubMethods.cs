namespace Countersign.Contracts.Events;

/// <summary>What clients of the hub call; wire names, never renamed.</summary>
public static class HubMethods
{
    /// <summary>Follow one job. Argument: its id, or <c>{job_id, after_seq}</c>.</summary>
    public const string SubscribeJob = "subscribe_job";

    /// <summary>Stop following one job. Argument: its id, or <c>{job_id}</c>.</summary>
    public const string UnsubscribeJob = "unsubscribe_job";

    /// <summary>Follow the jobs of a task. Argument: its id, or <c>{task_id, after_seq}</c>.</summary>
    public const string SubscribeTask = "subscribe_task";

    /// <summary>Follow every job that the caller may read, from now on.</summary>
    public const string SubscribeAll = "subscribe_all";

    /// <summary>Send a job's stored log lines. Argument: its id, or <c>{job_id, after}</c>.</summary>
    public const string GetJobLogs = "get_job_logs";

    /// <summary>Answer with <see cref="HubTargets.Pong"/>.</summary>
    public const string Ping = "ping";
}
