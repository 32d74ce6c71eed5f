namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Which call of which execution a sub-orchestration answers.</summary>
internal sealed record ParentLink(string InstanceId, int Generation, int TaskId);
