using System.Globalization;
using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Finds instances by status and creation time, the oldest first, at a cost that grows with what is found only.</summary>
internal static class InstanceFilter
{
    private static readonly RuntimeStatus[] All = Enum.GetValues<RuntimeStatus>();

    /// <summary>The rows after a position. One branch for each status, so that each reads its range of the index in order.</summary>
    public static SqliteRows Query(
        SqliteSession session, string columns, OrchestrationFilter filter, FilterPosition after, int limit)
    {
        var branches = (filter.Statuses ?? All).Distinct().Order().Select(status => string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT key, created_at, {columns} FROM durable_instances
            WHERE status = {(int)status} AND created_at >= ?1 AND created_at < ?2 AND (created_at, key) > (?3, ?4)
            """));
        var from = filter.CreatedFrom is { } first ? StoredTime.FromInstant(first) : long.MinValue;
        var before = filter.CreatedBefore is { } end ? StoredTime.FromInstant(end) : long.MaxValue;
        return session.Query(
            $"{string.Join(" UNION ALL ", branches)} ORDER BY created_at, key LIMIT ?5", from, before, after.CreatedAt, after.Key, limit);
    }
}
