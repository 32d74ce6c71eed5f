using Countersign.Contracts.Jobs;
using Countersign.Server.Access;

namespace Countersign.Server.Live;

/// <summary>
/// The groups that carry events where a service holds the connections. It sends to a group without looking who is in it, so
/// whoever may not read everything gets into groups of their own.
/// </summary>
internal static class LiveGroups
{
    /// <summary>The group for what a caller follows. A caller gets into a job's only after it was seen that they may read it.</summary>
    public static string Of(LiveTopic topic, Caller caller)
    {
        var name = NameOf(topic);
        return topic.JobId is not null || caller.IsAdmin ? name : OfUser(name, caller.User);
    }

    /// <summary>The groups that a job's events are sent to.</summary>
    public static IEnumerable<string> For(Job job)
    {
        foreach (var topic in LiveTopic.For(job))
        {
            var name = NameOf(topic);
            yield return name;
            if (topic.JobId is null)
            {
                yield return OfUser(name, job.Owner);
            }
        }
    }

    private static string NameOf(LiveTopic topic) => topic switch
    {
        { JobId: { } jobId } => $"job:{jobId}",
        { TaskId: { } taskId } => $"task:{taskId}",
        _ => "all",
    };

    private static string OfUser(string group, string user) => $"{group}:user:{Uri.EscapeDataString(user)}";
}
