namespace Countersign.Durable.Sqlite.Replay;

/// <summary>An orchestration awaited or used something that no history records.</summary>
internal sealed class StrayedException(string orchestration) : Exception(
    $"Orchestration '{orchestration}' awaits something that its context did not create, or left its thread. Only tasks of the "
    + "context may be awaited: no Task.Run, Task.Delay, I/O or ConfigureAwait(false). Put such work into an activity.");
