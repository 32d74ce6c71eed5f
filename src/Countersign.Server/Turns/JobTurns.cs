using Countersign.Contracts.Jobs;
using Countersign.Contracts.Statistics;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Limits;
using Countersign.Server.Ports;

namespace Countersign.Server.Turns;

/// <summary>
/// The slots of this process, and the jobs that wait for one. A turn is one call of an activity, an analysis or steps: nothing is held between them, so a
/// job that waits for approval, or for its retry, holds none, and what a crash leaves behind is nothing.
/// </summary>
/// <remarks>
/// Where the engine lets an activity stand aside, it waits here, without a thread, until its turn comes. Elsewhere it is sent away and
/// asks again; its claim keeps its place until it is overdue, because the next call may reach another process.
/// </remarks>
internal sealed class JobTurns(EffectiveLimits limits, TimeProvider clock)
{
    private const double LongestWaitSeconds = 15;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly FairTurns _turns = new(limits.MaxConcurrentJobs, limits.MaxConcurrentPerUser);
    private readonly Dictionary<string, Claim> _claims = new(StringComparer.Ordinal);
    private volatile bool _anyWaits;
    private bool _claimsAsk;
    private long _sequence;
    private DateTimeOffset _nextTidying;

    /// <summary>Takes a slot, at once or when the job's turn comes.</summary>
    public ValueTask<JobTurn> TakeAsync(ActivityContext context, Job job, WorkLane queue, CancellationToken cancellationToken)
    {
        if (!context.MayStandAside())
        {
            return ValueTask.FromResult(Ask(job, queue));
        }

        Claim claim;
        lock (_lock)
        {
            if (_turns.TryEnter(job.Owner, queue))
            {
                return ValueTask.FromResult(new JobTurn(this, job.Owner, queue));
            }

            claim = Enqueue(job, queue);
        }

        return WaitAsync(context, claim, cancellationToken);
    }

    /// <summary>Gives a slot back, to whoever is next.</summary>
    public void Leave(string owner, WorkLane queue)
    {
        lock (_lock)
        {
            _turns.Leave(owner, queue);
            GiveOut();
        }
    }

    /// <summary>Told of every stored change: a job that has ended leaves its queue, and another priority is another place.</summary>
    public void Heard(Job job)
    {
        if (!_anyWaits)
        {
            return;
        }

        lock (_lock)
        {
            if (!_claims.TryGetValue(job.JobId, out var claim))
            {
                return;
            }

            if (job.Status.IsFinal())
            {
                Dequeue(claim);
                claim.Grant(slot: false);
            }
            else if (claim.Priority != job.Priority)
            {
                _turns.Remove(claim);
                claim.Priority = job.Priority;
                _turns.Add(claim);
            }
        }
    }

    /// <summary>Where the job waits; null when it does not.</summary>
    public QueuePlace? Find(string jobId)
    {
        if (!_anyWaits)
        {
            return null;
        }

        lock (_lock)
        {
            return _claims.TryGetValue(jobId, out var claim)
                ? new QueuePlace(SnakeCase.NameOf(claim.Queue), _turns.PlaceOf(claim), _turns.Lanes[(int)claim.Queue].Waiting)
                : null;
        }
    }

    /// <summary>Every queue by name.</summary>
    public IReadOnlyDictionary<string, QueueStatistics> Read()
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            Tidy(now);
            return _turns.Lanes.ToDictionary(
                lane => SnakeCase.NameOf(lane.Queue),
                lane => new QueueStatistics(lane.Slots, lane.Running, lane.Waiting, lane.Owners.Count, LongestWait(lane, now)),
                StringComparer.Ordinal);
        }
    }

    private static double LongestWait(Lane lane, DateTimeOffset now) =>
        lane.Waiting == 0 ? 0 : Math.Round(lane.Owners.SelectMany(line => line.Claims).Max(claim => (now - claim.Since).TotalSeconds), 3);

    private async ValueTask<JobTurn> WaitAsync(ActivityContext context, Claim claim, CancellationToken cancellationToken)
    {
        try
        {
            await context.StandAsideAsync(claim.Granted.WaitAsync(cancellationToken));
        }
        catch
        {
            GiveUp(claim);
            throw;
        }

        return await claim.Granted ? new JobTurn(this, claim.Owner, claim.Queue) : JobTurn.NotNeeded;
    }

    private void GiveUp(Claim claim)
    {
        lock (_lock)
        {
            if (!claim.Granted.IsCompleted)
            {
                Dequeue(claim);
                claim.Grant(slot: false);
            }
            else if (claim.Granted.Result)
            {
                _turns.Leave(claim.Owner, claim.Queue);
                GiveOut();
            }
        }
    }

    private JobTurn Ask(Job job, WorkLane queue)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            _claimsAsk = true;
            Tidy(now);
            if (!_claims.TryGetValue(job.JobId, out var claim))
            {
                claim = Enqueue(job, queue);
            }

            if (_turns.IsAmongNext(claim))
            {
                Dequeue(claim);
                _turns.TryEnter(claim.Owner, claim.Queue);
                return new JobTurn(this, claim.Owner, claim.Queue);
            }

            // The nearer its turn, the sooner it asks; all others ask seldom, because each question costs a call.
            var wait = Math.Clamp((double)_turns.PlaceOf(claim) / limits.MaxConcurrentPerUser, 1, LongestWaitSeconds);
            claim.ExpiresAt = now + TimeSpan.FromSeconds(wait) + Grace;
            return JobTurn.AskAgain(wait);
        }
    }

    /// <summary>Removes claims that did not ask again in time; they may have asked another process.</summary>
    private void Tidy(DateTimeOffset now)
    {
        if (now < _nextTidying || !_anyWaits)
        {
            return;
        }

        _nextTidying = now + TimeSpan.FromSeconds(1);
        foreach (var overdue in _claims.Values.Where(claim => claim.ExpiresAt < now).ToArray())
        {
            Dequeue(overdue);
        }
    }

    private Claim Enqueue(Job job, WorkLane queue)
    {
        var claim = new Claim(job.JobId, job.Owner, queue, job.CreatedAt, ++_sequence)
        {
            Priority = job.Priority,
            Since = clock.GetUtcNow(),
        };
        _turns.Add(claim);

        // Of two runs of the same call, which a crash of a turn can leave, the later one is found by the job's name.
        _claims[job.JobId] = claim;
        _anyWaits = true;
        return claim;
    }

    private void Dequeue(Claim claim)
    {
        _turns.Remove(claim);
        Forget(claim);
    }

    private void Forget(Claim claim)
    {
        if (_claims.GetValueOrDefault(claim.JobId) == claim)
        {
            _claims.Remove(claim.JobId);
        }

        _anyWaits = _turns.Waiting > 0;
    }

    private void GiveOut()
    {
        while (!_claimsAsk && _turns.TryServe(out var claim))
        {
            Forget(claim);
            claim.Grant(slot: true);
        }
    }
}
