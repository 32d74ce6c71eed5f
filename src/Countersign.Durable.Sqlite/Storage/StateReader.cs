using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Instances as clients see them.</summary>
internal sealed class StateReader(SqliteDatabase database)
{
    private const string Columns =
        "id, name, status, created_at, updated_at, input, output, custom_status, failure, version";

    public OrchestrationState? Find(string id) => database.Read(session =>
    {
        using var rows = session.Query($"SELECT {Columns} FROM durable_instances WHERE id = ?1", id);
        return rows.Read() ? Read(rows, 0) : null;
    });

    public OrchestrationPage List(OrchestrationFilter filter, int pageSize, FilterPosition after) => database.Read(session =>
    {
        var found = new List<OrchestrationState>();
        var position = after;

        // One more than asked for: whether there is a next part is known without reading it.
        using var rows = InstanceFilter.Query(session, Columns, filter, after, pageSize + 1);
        while (rows.Read())
        {
            if (found.Count == pageSize)
            {
                return new OrchestrationPage(found, position.ToString());
            }

            position = new FilterPosition(rows.GetInt64(1), rows.GetInt64(0));
            found.Add(Read(rows, 2));
        }

        return new OrchestrationPage(found, null);
    });

    private static OrchestrationState Read(SqliteRows rows, int first) => new()
    {
        InstanceId = rows.GetString(first),
        Name = rows.GetString(first + 1),
        Status = (RuntimeStatus)rows.GetInt32(first + 2),
        CreatedAt = StoredTime.ToInstant(rows.GetInt64(first + 3)),
        LastUpdatedAt = StoredTime.ToInstant(rows.GetInt64(first + 4)),
        Input = rows.GetStringOrNull(first + 5),
        Output = rows.GetStringOrNull(first + 6),
        CustomStatus = rows.GetStringOrNull(first + 7),
        Version = rows.GetString(first + 9),
        Failure = FailureJson.Read(rows.GetStringOrNull(first + 8)),
    };
}
