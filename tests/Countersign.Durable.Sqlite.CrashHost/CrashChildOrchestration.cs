namespace Countersign.Durable.Sqlite.CrashHost;

internal sealed class CrashChildOrchestration : IOrchestration<int, int>
{
    public async Task<int> RunAsync(IOrchestrationContext context, int input)
    {
        await context.CallActivityAsync(CrashWorkload.Effect, $"{context.InstanceId} child");
        return input;
    }
}
