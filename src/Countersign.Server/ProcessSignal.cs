namespace Countersign.Server;

/// <summary>Tells whoever waits within this process that something has changed.</summary>
internal abstract class ProcessSignal
{
    private TaskCompletionSource _changed = New();

    /// <summary>Completes with the next change; take it before reading what may change.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    public void Set() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
