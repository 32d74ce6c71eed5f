using Countersign.Durable.Sqlite.History;
using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Tests.Crashes;

/// <summary>Reads histories as they lie in the tables, final instances' too.</summary>
internal static class StoredHistories
{
    /// <summary>Each instance's turns in order: the number of the first event, and the events.</summary>
    public static IReadOnlyDictionary<string, List<(long Seq, List<HistoryEvent> Events)>> Read(SqliteDatabase database) =>
        database.Read(session =>
        {
            var histories = new Dictionary<string, List<(long, List<HistoryEvent>)>>(StringComparer.Ordinal);
            using var rows = session.Query(
                "SELECT i.id, h.seq, h.events FROM durable_history AS h LEFT JOIN durable_instances AS i ON i.key = h.instance ORDER BY h.instance, h.seq");
            while (rows.Read())
            {
                var events = new List<HistoryEvent>();
                HistoryReader.Read(rows.GetSpan(2), events);
                var id = rows.GetStringOrNull(0) ?? "without an instance";
                if (!histories.TryGetValue(id, out var turns))
                {
                    histories.Add(id, turns = []);
                }

                turns.Add((rows.GetInt64(1), events));
            }

            return histories;
        });
}
