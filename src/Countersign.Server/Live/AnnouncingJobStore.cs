using Countersign.Server.Ports;
using Countersign.Server.Telemetry;
using Countersign.Server.Turns;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Live;

/// <summary>
/// The host's job store, with announcements: the one place where events become live. A change is announced after its commit,
/// and changes of one job in the order of their events. Jobs that end are measured here, too.
/// </summary>
internal sealed class AnnouncingJobStore(
    IJobStore stored, IEventAnnouncer announcer, JobTurns turns, ILogger<AnnouncingJobStore> logger, JobMetrics? metrics = null) : IJobStore
{
    private readonly AnnouncementOrder _order = new(announcer, logger);

    public Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken) =>
        change.Events.Count == 0 ? stored.TryCreateAsync(change, cancellationToken) : CreateAsync(change, cancellationToken);

    public Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken) => stored.GetAsync(jobId, cancellationToken);

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken) => stored.ListAsync(query, cancellationToken);

    public async Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
    {
        var turn = new AnnouncementTurn();
        try
        {
            // What the store returns is the decision that it stored, whichever of several that was.
            var kept = await stored.UpdateAsync(
                jobId,
                before =>
                {
                    var update = decide(before);
                    var taken = new DecidedChange<TOutcome>(update.Outcome, update.Change, before);
                    _order.Take(turn, before.Job, taken.HasEvents);
                    return new JobUpdate<DecidedChange<TOutcome>>(taken, update.Change);
                },
                cancellationToken);
            if (kept is null)
            {
                return default;
            }

            if (kept.Change is { } change)
            {
                turns.Heard(change.Record.Job);
            }

            if (kept.HasEvents)
            {
                turn.Committed = (kept.Change!, kept.FirstSeq);
            }

            if (kept.IsEnd)
            {
                metrics?.Ended(kept.Change!.Record.Job);
            }

            return kept.Outcome;
        }
        finally
        {
            _order.Finish(turn);
        }
    }

    public Task<IReadOnlyList<JobRecord>> ListOwedAsync(int limit, CancellationToken cancellationToken) =>
        stored.ListOwedAsync(limit, cancellationToken);

    public Task DeleteAsync(string jobId, CancellationToken cancellationToken) => stored.DeleteAsync(jobId, cancellationToken);

    private async Task<JobRecord?> CreateAsync(JobChange change, CancellationToken cancellationToken)
    {
        var existing = await stored.TryCreateAsync(change, cancellationToken);
        if (existing is null)
        {
            _order.Finish(new AnnouncementTurn { Committed = (change, 1) });
        }

        return existing;
    }
}
