namespace Countersign.Durable.Sqlite;

/// <summary>The history of one execution, as a file can keep it.</summary>
/// <param name="InstanceId">Whose history; ids and GUIDs of the execution derive from it.</param>
/// <param name="Generation">How often the instance had started over before.</param>
/// <param name="Events">The events, a JSON array.</param>
public sealed record RecordedHistory(string InstanceId, int Generation, string Events);
