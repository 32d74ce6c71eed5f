using Countersign.Server.Health;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite;

/// <summary>
/// Whether the database takes a write of the size of ordinary work. A smaller one would still fit into what the last page or
/// the log has left, and call a full disk healthy. A file in which damage was found is not healthy any more.
/// </summary>
internal sealed class SqliteStorageProbe(GuardedDatabase database) : IHealthProbe
{
    private const string Schema = "probe";
    private static readonly string[] Migrations = ["CREATE TABLE write_probe (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)"];

    public string Component => "database";

    // Other bytes each time, because pages that stay as they are would not be written.
    public Task CheckAsync(CancellationToken cancellationToken) => database.Damage is { } damage
        ? Task.FromException(damage)
        : database.WriteAsync(session =>
            session.Execute("INSERT OR REPLACE INTO write_probe (id, bytes) VALUES (1, randomblob(65536))"));

    public static void Apply(SqliteSession session) => SqliteSchema.Apply(session, Schema, Migrations);
}
