using Countersign.Kinds;

namespace Countersign.Server.Turns;

/// <summary>What came of asking for a slot. Disposing gives the slot back, where there is one.</summary>
internal sealed class JobTurn : IDisposable
{
    private readonly string? _owner;
    private readonly WorkLane _queue;
    private JobTurns? _turns;

    private JobTurn(double? retryAfterSeconds) => RetryAfterSeconds = retryAfterSeconds;

    /// <summary>A slot.</summary>
    public JobTurn(JobTurns turns, string owner, WorkLane queue) => (_turns, _owner, _queue) = (turns, owner, queue);

    /// <summary>No slot, and no need of one: the job has ended meanwhile.</summary>
    public static JobTurn NotNeeded { get; } = new(retryAfterSeconds: null);

    /// <summary>When to ask again; null when the work may begin.</summary>
    public double? RetryAfterSeconds { get; }

    public static JobTurn AskAgain(double seconds) => new(seconds);

    public void Dispose()
    {
        Interlocked.Exchange(ref _turns, null)?.Leave(_owner!, _queue);
    }
}
