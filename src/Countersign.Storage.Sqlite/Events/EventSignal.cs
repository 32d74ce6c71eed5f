namespace Countersign.Storage.Sqlite.Events;

/// <summary>One waking of everybody who waits for a job.</summary>
internal sealed class EventSignal
{
    // Asynchronous continuations: the caller that wrote the event must not run its listeners' code.
    private readonly TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many wait; guarded by the owner's lock.</summary>
    public int Listeners { get; set; }

    public Task Raised => _raised.Task;

    public void Raise() => _raised.TrySetResult();
}
