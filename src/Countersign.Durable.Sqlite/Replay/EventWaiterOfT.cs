using System.Text.Json;

namespace Countersign.Durable.Sqlite.Replay;

internal sealed class EventWaiter<TPayload>(DurableSerializer serializer) : EventWaiter
{
    private readonly TaskCompletionSource<TPayload> _completion = new();

    public Task<TPayload> Task => _completion.Task;

    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);

    public override void Complete(string? payload)
    {
        try
        {
            _completion.TrySetResult(serializer.Deserialize<TPayload>(payload)!);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            _completion.TrySetException(exception);
        }
    }
}
