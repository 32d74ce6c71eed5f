namespace Countersign.Server.Activities;

/// <summary>Waiting for work without hearing how it ended.</summary>
internal static class TaskWaits
{
    /// <summary>Waits for the work, but not beyond a span; whether it is over, well or not. Costs a timer and nothing else.</summary>
    public static async Task<bool> EndsWithinAsync(this Task work, TimeSpan span, TimeProvider clock)
    {
        await work.WaitAsync(span, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }
}
