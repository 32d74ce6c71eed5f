using Countersign.Server.Access;
using Countersign.Server.Ports;

namespace Countersign.Server.Live;

/// <summary>Opens subscriptions in a host whose process makes every commit. Whoever opens one disposes it.</summary>
internal sealed class LiveSubscriptions(LiveFeed feed, IJobStore jobs, IEventLog log)
{
    /// <summary>How many are open.</summary>
    public int Count => feed.Count;

    /// <summary>Follows one job, which the caller is known to be allowed to read, after an event.</summary>
    public LiveSubscription ToJob(string jobId, long after) => new(feed, jobs, log, LiveTopic.OfJob(jobId), caller: null, after);

    /// <summary>Follows the task's jobs that the caller may read; stored events of each first where <paramref name="after"/> is given.</summary>
    public LiveSubscription ToTask(string taskId, Caller caller, long? after) => new(feed, jobs, log, LiveTopic.OfTask(taskId), caller, after);

    /// <summary>Follows all jobs that the caller may read, from now on.</summary>
    public LiveSubscription ToAll(Caller caller) => new(feed, jobs, log, LiveTopic.All, caller, after: null);
}
