using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>A start that may replace what has the id already.</summary>
internal sealed record InstanceStart(string Id, string Name, string Version, string? Input, DateTimeOffset At)
{
    /// <summary>Writes the start inside a unit of work.</summary>
    /// <returns>Other instances that have something to do because one was replaced; null when none was.</returns>
    /// <exception cref="InstanceExistsException">An instance has the id, in one of these statuses.</exception>
    public IReadOnlyList<string>? Write(SqliteSession session, IReadOnlyCollection<RuntimeStatus> dedupeStatuses)
    {
        if (InstanceWriter.TryInsert(session, Id, Name, Version, Input, At))
        {
            return null;
        }

        var old = InstanceReader.Find(session, Id)!;
        return dedupeStatuses.Contains(old.Status)
            ? throw new InstanceExistsException(Id, old.Status, dedupeStatuses)
            : InstanceRemover.Replace(session, old, this);
    }
}
