using System.Diagnostics.CodeAnalysis;
using Countersign.Kinds;

namespace Countersign.Server.Turns;

/// <summary>
/// Who gets the next slot: the user who was served longest ago, of those below their limit, and of that user's jobs the one with the
/// highest priority, then the oldest. Knows no time and no threads; its caller locks.
/// </summary>
/// <remarks>
/// While a user waits below their limit, every other user is served at most once in the same queue. Analyses and builds share the
/// slots and take turns; builds leave a quarter of them to analyses. Maintenance has slots of its own.
/// </remarks>
internal sealed class FairTurns
{
    /// <summary>Users without work that are remembered while nobody waits: only their order among those who wait matters.</summary>
    private const int MaxIdleOwners = 1000;

    private readonly Dictionary<string, OwnerTurns> _owners = new(StringComparer.Ordinal);
    private readonly Lane[] _lanes;
    private readonly int _total;
    private readonly int _perUser;
    private int _shared;
    private int _lastLane;
    private long _served;

    /// <param name="total">Slots of analyses and builds together; at least 1.</param>
    /// <param name="perUser">The most of them for one user; at least 1.</param>
    public FairTurns(int total, int perUser)
    {
        (_total, _perUser) = (total, perUser);
        _lanes =
        [
            new Lane(WorkLane.Analysis, total),
            new Lane(WorkLane.Builds, total == 1 ? 1 : total - Math.Max(1, total / 4)),
            new Lane(WorkLane.Maintenance, Math.Max(1, total / 8)),
        ];
    }

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>Claims in all queues.</summary>
    public int Waiting { get; private set; }

    /// <summary>Takes a slot where one is free for that user. Whoever could have used it has been given one before.</summary>
    public bool TryEnter(string owner, WorkLane queue)
    {
        var (lane, turns) = (_lanes[(int)queue], OwnerOf(owner));
        if (!HasRoom(lane, turns))
        {
            return false;
        }

        Serve(lane, turns);
        return true;
    }

    /// <summary>Gives a slot back.</summary>
    public void Leave(string owner, WorkLane queue)
    {
        var (lane, turns) = (_lanes[(int)queue], _owners[owner]);
        Count(lane, turns, -1);
        if (_owners.Count > MaxIdleOwners && Waiting == 0)
        {
            foreach (var idle in _owners.Values.Where(candidate => candidate.IsIdle).ToArray())
            {
                _owners.Remove(idle.Name);
            }
        }
    }

    /// <summary>Puts a claim into its queue.</summary>
    public void Add(Claim claim)
    {
        var lane = _lanes[(int)claim.Queue];
        var line = OwnerOf(claim.Owner).Line(claim.Queue);
        line.Claims.Add(claim);
        lane.Owners.Add(line);
        lane.Waiting++;
        Waiting++;
    }

    /// <summary>Takes a claim out of its queue without a slot.</summary>
    public void Remove(Claim claim)
    {
        var lane = _lanes[(int)claim.Queue];
        var line = _owners[claim.Owner].Line(claim.Queue);
        line.Claims.Remove(claim);
        if (line.Claims.Count == 0)
        {
            lane.Owners.Remove(line);
        }

        lane.Waiting--;
        Waiting--;
    }

    /// <summary>Gives a free slot to the claim whose turn it is; called until it says that there is none.</summary>
    public bool TryServe([NotNullWhen(true)] out Claim? claim)
    {
        for (var i = 1; Waiting > 0 && i <= _lanes.Length; i++)
        {
            var lane = _lanes[(_lastLane + i) % _lanes.Length];
            if (Next(lane) is { } line)
            {
                claim = line.Claims.Min!;
                _lastLane = (int)lane.Queue;
                Remove(claim);
                Serve(lane, line.Owner);
                return true;
            }
        }

        claim = null;
        return false;
    }

    /// <summary>
    /// Whether a free slot would be the claim's if all slots that are free now were given out, for claims that nobody waits with:
    /// they are not served but ask.
    /// </summary>
    public bool IsAmongNext(Claim claim)
    {
        var (lane, owner) = (_lanes[(int)claim.Queue], _owners[claim.Owner]);
        var line = owner.Line(claim.Queue);
        var before = line.Claims.TakeWhile(other => other != claim).Take(_perUser).Count();
        var others = lane.Owners.TakeWhile(other => other != line).Count(other => HasRoom(lane, other.Owner));
        var free = claim.Queue == WorkLane.Maintenance ? lane.Slots - lane.Running : Math.Min(_total - _shared, lane.Slots - lane.Running);
        var left = claim.Queue == WorkLane.Maintenance ? int.MaxValue : _perUser - owner.Running;
        return before < left && before + others < free;
    }

    /// <summary>1 for the first of its owner's claims in its queue.</summary>
    public int PlaceOf(Claim claim) => 1 + _owners[claim.Owner].Line(claim.Queue).Claims.TakeWhile(other => other != claim).Count();

    private OwnersLine? Next(Lane lane) =>
        lane.Running >= lane.Slots ? null : lane.Owners.FirstOrDefault(line => HasRoom(lane, line.Owner));

    private bool HasRoom(Lane lane, OwnerTurns owner) =>
        lane.Running < lane.Slots && (lane.Queue == WorkLane.Maintenance || (_shared < _total && owner.Running < _perUser));

    private void Serve(Lane lane, OwnerTurns owner)
    {
        Count(lane, owner, 1);
        var line = owner.Line(lane.Queue);

        // Its place in the set goes by the number: out, changed, in again.
        var waits = line.Claims.Count > 0 && lane.Owners.Remove(line);
        line.LastServed = ++_served;
        if (waits)
        {
            lane.Owners.Add(line);
        }
    }

    private void Count(Lane lane, OwnerTurns owner, int by)
    {
        lane.Running += by;
        owner.Holding += by;
        if (lane.Queue != WorkLane.Maintenance)
        {
            owner.Running += by;
            _shared += by;
        }
    }

    private OwnerTurns OwnerOf(string name)
    {
        if (!_owners.TryGetValue(name, out var owner))
        {
            _owners.Add(name, owner = new OwnerTurns(name));
        }

        return owner;
    }
}
