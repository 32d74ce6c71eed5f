namespace Countersign.Durable;

internal sealed class OrchestrationInvoker<TInput, TResult>(Func<IOrchestration<TInput, TResult>> create) : IOrchestrationInvoker
{
    public IOrchestration<TInput, TResult> Create() => create();

    public async Task<string?> RunAsync(IOrchestrationContext context, string? input, DurableSerializer serializer)
    {
        var result = await create().RunAsync(context, serializer.Deserialize<TInput>(input)!);
        return serializer.Serialize(result);
    }
}
