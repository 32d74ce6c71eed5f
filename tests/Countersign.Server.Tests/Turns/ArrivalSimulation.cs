using Countersign.Kinds;
using Countersign.Server.Turns;

namespace Countersign.Server.Tests.Turns;

/// <summary>
/// Jobs that come at random times, of random users, priorities and lengths, and what must hold whenever one is served. One user sends
/// half of all jobs.
/// </summary>
internal sealed class ArrivalSimulation(int seed, int total, int perUser)
{
    private static readonly string[] Users = ["ann", "ann", "ann", "ann", "bob", "cid", "dan", "eve"];

    private readonly Random _random = new(seed);
    private readonly FairTurns _turns = new(total, perUser);
    private readonly PriorityQueue<Running, int> _running = new();
    private readonly List<Waiting> _waiting = [];
    private readonly Dictionary<string, int> _held = Users.Distinct().ToDictionary(user => user, _ => 0);
    private int _now;

    public List<string> Problems { get; } = [];

    public int Served { get; private set; }

    public void Run(int jobs)
    {
        var arrivals = 0;
        while (arrivals < jobs || _running.Count > 0)
        {
            var arrives = arrivals < jobs && (_running.Count == 0 || _random.Next(3) > 0);
            if (arrives)
            {
                Arrive(arrivals++);
            }
            else
            {
                End();
            }
        }

        if (_waiting.Count > 0)
        {
            Problems.Add($"{_waiting.Count} jobs were never served");
        }
    }

    private void Arrive(int number)
    {
        var user = Users[_random.Next(Users.Length)];
        var lane = (WorkLane)_random.Next(3);
        if (_turns.TryEnter(user, lane))
        {
            Serve(new Waiting(NewClaim(number, user, lane), []));
            return;
        }

        var claim = NewClaim(number, user, lane);
        _turns.Add(claim);
        _waiting.Add(new Waiting(claim, []));
        if (_random.Next(20) == 0)
        {
            // Cancelled while it waits.
            _turns.Remove(claim);
            _waiting.RemoveAt(_waiting.Count - 1);
            Served++;
        }
    }

    private void End()
    {
        _running.TryDequeue(out var ended, out _now);
        _held[ended!.User] -= ended.Lane == WorkLane.Maintenance ? 0 : 1;
        _turns.Leave(ended.User, ended.Lane);
        while (_turns.TryServe(out var claim))
        {
            var waiting = _waiting.Single(candidate => candidate.Claim == claim);
            _waiting.Remove(waiting);
            CheckOrder(waiting);
            Serve(waiting);
        }

        CheckNothingIsIdle();
    }

    private void Serve(Waiting served)
    {
        var claim = served.Claim;
        Served++;
        _held[claim.Owner] += claim.Queue == WorkLane.Maintenance ? 0 : 1;
        _running.Enqueue(new Running(claim.Owner, claim.Queue), _now + 1 + _random.Next(50));
        Require(_held[claim.Owner] <= perUser, $"{claim.Owner} has {_held[claim.Owner]} slots");
        Require(_held.Values.Sum() <= total, $"{_held.Values.Sum()} slots are taken");

        // Whoever waits below their limit sees every other user served once at most.
        foreach (var other in _waiting.Where(other => other.Claim.Queue == claim.Queue && other.Claim.Owner != claim.Owner))
        {
            if (claim.Queue == WorkLane.Maintenance || _held[other.Claim.Owner] < perUser)
            {
                var times = other.Passed[claim.Owner] = other.Passed.GetValueOrDefault(claim.Owner) + 1;
                var isFirst = _turns.PlaceOf(other.Claim) == 1;
                Require(times <= 1 || !isFirst || other.WasCapped, $"{claim.Owner} was served {times} times before {other.Claim.JobId}");
            }
        }

        foreach (var other in _waiting.Where(other => other.Claim.Owner == claim.Owner && other.Claim.Queue == claim.Queue))
        {
            // Its user had a turn: from here on the others may have theirs again.
            other.Passed.Clear();
        }

        foreach (var other in _waiting)
        {
            other.WasCapped = other.Claim.Queue != WorkLane.Maintenance && _held[other.Claim.Owner] >= perUser;
            if (other.WasCapped)
            {
                other.Passed.Clear();
            }
        }
    }

    private void CheckOrder(Waiting served)
    {
        var before = _waiting.FirstOrDefault(other =>
            other.Claim.Owner == served.Claim.Owner && other.Claim.Queue == served.Claim.Queue && Claim.InOrder.Compare(other.Claim, served.Claim) < 0);
        Require(before is null, $"{served.Claim.JobId} went before {before?.Claim.JobId}");
    }

    /// <summary>A slot that somebody could have is never left free.</summary>
    private void CheckNothingIsIdle()
    {
        foreach (var waiting in _waiting)
        {
            Require(!_turns.TryEnter(waiting.Claim.Owner, waiting.Claim.Queue), $"{waiting.Claim.JobId} waits beside a free slot");
        }
    }

    private void Require(bool holds, string problem)
    {
        if (!holds)
        {
            Problems.Add($"seed {seed}, {_now}: {problem}");
        }
    }

    private Claim NewClaim(int number, string user, WorkLane lane) =>
        new($"job-{number}", user, lane, DateTimeOffset.UnixEpoch.AddSeconds(number), number)
        {
            Priority = _random.Next(-1, 2),
            Since = DateTimeOffset.UnixEpoch,
        };

    private sealed record Running(string User, WorkLane Lane);

    private sealed record Waiting(Claim Claim, Dictionary<string, int> Passed)
    {
        public bool WasCapped { get; set; }
    }
}
