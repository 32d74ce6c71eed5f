using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>How long a job took, as stores keep it: whole milliseconds.</summary>
public static class JobDuration
{
    /// <summary>What stands for the duration of a job that ended before it began.</summary>
    public const long NeverStarted = -1;

    /// <summary>From start to end; <see cref="NeverStarted"/> for one that ended without having begun, null for one that has not ended.</summary>
    public static long? MillisecondsOf(Job job) => job switch
    {
        { Status: var status } when !status.IsFinal() => null,
        { DurationSeconds: { } seconds } => Math.Max(0, (long)Math.Round(seconds * 1000)),
        _ => NeverStarted,
    };
}
