using Countersign.Contracts.Jobs;

namespace Countersign.Server.Live;

/// <summary>Tells live subscribers of events that have just been committed.</summary>
/// <remarks>
/// By design this is best effort: who misses an announcement finds the events in the stored log by their numbers. It is
/// therefore never waited for, and its failure is not the failure of the act that it announces.
/// </remarks>
public interface IEventAnnouncer
{
    /// <summary>Whether anybody could hear of this job's events. Asked on every commit with events: it must cost next to nothing.</summary>
    bool IsHeard(Job job);

    /// <summary>Passes the events on and returns at once: it neither waits nor throws.</summary>
    void Announce(CommittedEvents committed);
}
