namespace Countersign.Server.Schedules;

/// <summary>Tells whoever waits for the next schedule within this process that another may be due earlier now.</summary>
internal sealed class ScheduleSignal
{
    private TaskCompletionSource _changed = New();

    /// <summary>Completes with the next change; take it before reading what is due.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    public void Set() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
