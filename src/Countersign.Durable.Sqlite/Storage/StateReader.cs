using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Instances as clients see them.</summary>
internal sealed class StateReader(SqliteDatabase database)
{
    private const string Columns =
        "id, name, status, created_at, updated_at, input, output, custom_status, failure";

    public OrchestrationState? Find(string id) => database.Read(session =>
    {
        using var rows = session.Query($"SELECT {Columns} FROM durable_instances WHERE id = ?1", id);
        return rows.Read() ? Read(rows) : null;
    });

    private static OrchestrationState Read(SqliteRows rows) => new()
    {
        InstanceId = rows.GetString(0),
        Name = rows.GetString(1),
        Status = (RuntimeStatus)rows.GetInt32(2),
        CreatedAt = StoredTime.ToInstant(rows.GetInt64(3)),
        LastUpdatedAt = StoredTime.ToInstant(rows.GetInt64(4)),
        Input = rows.GetStringOrNull(5),
        Output = rows.GetStringOrNull(6),
        CustomStatus = rows.GetStringOrNull(7),
        Failure = FailureJson.Read(rows.GetStringOrNull(8)),
    };
}
