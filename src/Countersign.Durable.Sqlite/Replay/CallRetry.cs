namespace Countersign.Durable.Sqlite.Replay;

/// <summary>
/// Repeats a failing call as its policy says. Each attempt and each wait is an ordinary entry of the history, so progress
/// through the policy survives a restart without a record of its own.
/// </summary>
internal static class CallRetry
{
    public static async Task<TResult> RunAsync<TResult>(IOrchestrationContext context, RetryPolicy policy, Func<Task<TResult>> call)
    {
        var firstAt = context.CurrentUtc;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (ActivityFailedException exception) when (IsRepeated(policy, attempt, exception.Failure, context.CurrentUtc - firstAt))
            {
                // The policy grants another attempt, below.
            }

            await context.CreateTimerAsync(After(context.CurrentUtc, policy.IntervalBefore(attempt + 1)));
        }
    }

    private static bool IsRepeated(RetryPolicy policy, int attempt, FailureDetails failure, TimeSpan elapsed) =>
        failure.Retryable && attempt < policy.MaxAttempts && !(elapsed >= policy.Timeout);

    private static DateTimeOffset After(DateTimeOffset now, TimeSpan interval) =>
        interval >= DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + interval;
}
