namespace Countersign.Durable.Sqlite.Replay;

/// <summary>Which execution of which instance: continue-as-new and restart count the generation up.</summary>
internal sealed record ExecutionIdentity(string InstanceId, string Name, string Version, int Generation);
