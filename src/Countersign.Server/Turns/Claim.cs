using Countersign.Kinds;

namespace Countersign.Server.Turns;

/// <summary>A job's wish for a slot. What decides its place among its owner's is stored with the job, so a restart changes nothing.</summary>
/// <param name="jobId">The job.</param>
/// <param name="owner">Whose turn it would be.</param>
/// <param name="queue">Where it waits.</param>
/// <param name="createdAt">When the job was submitted.</param>
/// <param name="sequence">Different for every claim.</param>
internal sealed class Claim(string jobId, string owner, WorkLane queue, DateTimeOffset createdAt, long sequence)
{
    private readonly TaskCompletionSource<bool> _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Higher priority first, then first in, first out.</summary>
    public static IComparer<Claim> InOrder { get; } = Comparer<Claim>.Create(Compare);

    public string JobId => jobId;

    public string Owner => owner;

    public WorkLane Queue => queue;

    /// <summary>Changed only while the claim stands in no queue.</summary>
    public required int Priority { get; set; }

    /// <summary>When it began to wait.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When a claim that nobody waits with counts no longer; null for one whose activity waits.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>True when the slot was given, false when the job needs none any more.</summary>
    public Task<bool> Granted => _granted.Task;

    public void Grant(bool slot) => _granted.SetResult(slot);

    private static int Compare(Claim? x, Claim? y)
    {
        var byPriority = y!.Priority.CompareTo(x!.Priority);
        var byTime = byPriority != 0 ? byPriority : x.CreatedAt.CompareTo(y.CreatedAt);
        if (byTime != 0)
        {
            return byTime;
        }

        // Instants are stored in milliseconds; identifiers of the same one sort as they were given out (TimeOrderedId).
        var byId = string.CompareOrdinal(x.JobId, y.JobId);
        return byId != 0 ? byId : x.Sequence.CompareTo(y.Sequence);
    }

    private DateTimeOffset CreatedAt => createdAt;

    private long Sequence => sequence;
}
