namespace Countersign.Durable;

/// <summary>How often and when a failed call is made again. Progress through the policy survives restarts.</summary>
public sealed record RetryPolicy
{
    /// <summary>Attempts in all, the first included. At least 1.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The wait before the second attempt.</summary>
    public required TimeSpan FirstInterval { get; init; }

    /// <summary>What each wait is multiplied by to give the next. Default 1: waits of equal length.</summary>
    public double BackoffCoefficient { get; init; } = 1;

    /// <summary>The longest wait. Default: no limit.</summary>
    public TimeSpan? MaxInterval { get; init; }

    /// <summary>Once this much time has passed since the first attempt, the next failure is final. Default: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The wait before the given attempt.</summary>
    /// <param name="attempt">2 or more.</param>
    public TimeSpan IntervalBefore(int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 2);
        var ticks = FirstInterval.Ticks * Math.Pow(BackoffCoefficient, attempt - 2);
        var limit = (MaxInterval ?? TimeSpan.MaxValue).Ticks;
        return ticks >= limit ? TimeSpan.FromTicks(limit) : TimeSpan.FromTicks((long)ticks);
    }
}
