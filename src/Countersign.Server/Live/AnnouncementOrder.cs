using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Live;

/// <summary>
/// Announces the updates of a job in the order in which they were decided, which is that of their events, whichever caller
/// first hears that its commit is done. Updates of jobs that nobody listens to pass without a place.
/// </summary>
internal sealed class AnnouncementOrder(IEventAnnouncer announcer, ILogger logger)
{
    private readonly Dictionary<string, LinkedList<AnnouncementTurn>> _turns = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Gives the update a place behind those decided before it. A store that decides again calls it again.</summary>
    public void Take(AnnouncementTurn turn, Job job, bool hasEvents)
    {
        if (turn.JobId is null && !(hasEvents && announcer.IsHeard(job)))
        {
            return;
        }

        lock (_lock)
        {
            Leave(turn);
            if (!hasEvents)
            {
                return;
            }

            if (!_turns.TryGetValue(job.JobId, out var turns))
            {
                turns = [];
                _turns.Add(job.JobId, turns);
            }

            turn.JobId = job.JobId;
            turns.AddLast(turn);
        }
    }

    /// <summary>Announces what the update committed, if anything, as soon as those before it are over.</summary>
    public void Finish(AnnouncementTurn turn)
    {
        if (turn.JobId is null)
        {
            // Decided while nobody listened, or without events.
            Announce(turn);
            return;
        }

        lock (_lock)
        {
            turn.IsFinished = true;
            var turns = _turns[turn.JobId];
            while (turns.First is { Value.IsFinished: true } first)
            {
                turns.RemoveFirst();
                Announce(first.Value);
            }

            if (turns.Count == 0)
            {
                _turns.Remove(turn.JobId);
            }
        }
    }

    private void Leave(AnnouncementTurn turn)
    {
        if (turn.JobId is { } jobId && _turns.TryGetValue(jobId, out var turns))
        {
            turns.Remove(turn);
            if (turns.Count == 0)
            {
                _turns.Remove(jobId);
            }

            turn.JobId = null;
        }
    }

    private void Announce(AnnouncementTurn turn)
    {
        if (turn.Committed is not var (change, firstSeq) || !announcer.IsHeard(change.Record.Job))
        {
            return;
        }

        try
        {
            var events = new JobEvent[change.Events.Count];
            for (var i = 0; i < events.Length; i++)
            {
                events[i] = change.Events[i].ToEvent(change.Record, firstSeq + i);
            }

            announcer.Announce(new CommittedEvents(change.Record.Job, events));
        }
#pragma warning disable CA1031 // The act is done and durable; subscribers find its events in the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.AnnouncementFailed(exception, change.Record.Job.JobId);
        }
    }
}
