namespace Countersign.Durable.Sqlite.Storage;

/// <summary>A stored timer, and the execution that waits for it.</summary>
internal sealed record DueTimer(string InstanceId, int Generation, TimerPosition Position);
