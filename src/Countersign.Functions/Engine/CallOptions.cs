using Microsoft.DurableTask;
using RetryPolicy = Countersign.Durable.RetryPolicy;

namespace Countersign.Functions.Engine;

/// <summary>The seam's retry policies in the words of Durable Task.</summary>
internal static class CallOptions
{
    // Durable Task refuses waits of nothing.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    public static TaskOptions? For(RetryPolicy? retry) => retry is null ? null : TaskOptions.FromRetryPolicy(Translate(retry));

    private static Microsoft.DurableTask.RetryPolicy Translate(RetryPolicy retry)
    {
        var first = Longer(retry.MaxInterval is { } longest && longest < retry.FirstInterval ? longest : retry.FirstInterval, ShortestWait);
        return new Microsoft.DurableTask.RetryPolicy(
            retry.MaxAttempts,
            first,
            retry.BackoffCoefficient,
            retry.MaxInterval is { } limit ? Longer(limit, first) : Timeout.InfiniteTimeSpan,
            retry.Timeout is { } timeout ? Longer(timeout, first) : Timeout.InfiniteTimeSpan)
        {
            HandleFailure = CallFailures.IsRetryable,
        };
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
