using System.Text.Json;
using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Replay;

internal sealed class PendingTask<TResult>(HistoryEvent decision, DurableSerializer serializer) : PendingTask(decision)
{
    // Continuations go through the turn's synchronization context, so completing may run them in place.
    private readonly TaskCompletionSource<TResult> _completion = new();

    public Task<TResult> Task => _completion.Task;

    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);

    public override void Complete(HistoryEvent answer)
    {
        if (answer.Failure is { } failure)
        {
            _completion.TrySetException(new ActivityFailedException(Decision.Name!, failure));
            return;
        }

        TResult? result;
        try
        {
            result = serializer.Deserialize<TResult>(answer.Payload);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            _completion.TrySetException(exception);
            return;
        }

        _completion.TrySetResult(result!);
    }
}
