using Countersign.Server.Health;
using Countersign.Sqlite;

namespace Countersign.Embedded;

/// <summary>Whether the database takes a write: an empty transaction still has to get the file's lock.</summary>
internal sealed class DatabaseProbe(SqliteDatabase database) : IHealthProbe
{
    public string Component => "database";

    public Task CheckAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Execute("UPDATE schema_versions SET version = version WHERE component = ''"));
}
