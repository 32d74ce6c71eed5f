namespace Countersign.Durable;

internal sealed class ActivityInvoker<TInput, TResult>(Func<IActivity<TInput, TResult>> create) : IActivityInvoker
{
    public async Task<string?> RunAsync(
        ActivityContext context, string? input, DurableSerializer serializer, CancellationToken cancellationToken)
    {
        var result = await create().RunAsync(context, serializer.Deserialize<TInput>(input)!, cancellationToken);
        return serializer.Serialize(result);
    }
}
