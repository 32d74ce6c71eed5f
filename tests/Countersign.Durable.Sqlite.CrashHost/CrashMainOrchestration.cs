namespace Countersign.Durable.Sqlite.CrashHost;

internal sealed class CrashMainOrchestration : IOrchestration<int, string>
{
    // Negative for the second execution of those that start over once.
    public async Task<string> RunAsync(IOrchestrationContext context, int input)
    {
        if (input > 0 && input % 3 == 0)
        {
            await context.CallActivityAsync(CrashWorkload.Effect, $"{context.InstanceId} before");
            context.ContinueAsNew(-input);
            return "unheard";
        }

        var number = Math.Abs(input);
        await context.CallActivityAsync(CrashWorkload.Effect, $"{context.InstanceId} before");
        var told = await context.WaitForExternalEventAsync<int>(CrashWorkload.GoEvent);
        var timer = context.CreateTimerAsync(context.CurrentUtc + TimeSpan.FromMilliseconds(3));
        var flaky = context.CallActivityAsync(CrashWorkload.Flaky, told, new RetryPolicy
        {
            MaxAttempts = 1000,
            FirstInterval = TimeSpan.FromMilliseconds(1),
        });
        var child = context.CallSubOrchestrationAsync(CrashWorkload.Child, number);
        await Task.WhenAll(timer, flaky, child);
        await context.CallActivityAsync(CrashWorkload.Effect, $"{context.InstanceId} after");
        return $"done {number} {await flaky} {await child}";
    }
}
