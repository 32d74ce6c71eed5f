namespace Countersign.Durable.Sqlite.Storage;

/// <summary>A stored timer whose time has come.</summary>
internal sealed record DueTimer(string InstanceId, int Generation, int TaskId);
