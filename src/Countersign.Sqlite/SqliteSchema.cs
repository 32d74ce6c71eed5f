namespace Countersign.Sqlite;

/// <summary>
/// Brings the tables of one component up to date. Several components may share a file; each counts its own versions.
/// </summary>
public static class SqliteSchema
{
    /// <summary>Applies the migrations that the file has not seen yet, each once and in order.</summary>
    /// <param name="session">The writing session, inside a transaction.</param>
    /// <param name="component">Whose tables these are; never renamed.</param>
    /// <param name="migrations">All migrations since the first release; appended to, never edited.</param>
    /// <exception cref="InvalidOperationException">The file was written by a newer release.</exception>
    public static void Apply(SqliteSession session, string component, IReadOnlyList<string> migrations)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(migrations);
        session.Execute("CREATE TABLE IF NOT EXISTS schema_versions (component TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");

        var version = CurrentVersion(session, component);
        if (version > migrations.Count)
        {
            throw new InvalidOperationException(
                $"The database holds version {version} of the {component} tables; this release knows versions up to {migrations.Count}. "
                + "Start the newer release again, or restore a backup taken before it first ran.");
        }

        // Nothing is written when nothing is new, so that a full disk can still be read from.
        if (version == migrations.Count)
        {
            return;
        }

        for (; version < migrations.Count; version++)
        {
            session.ExecuteScript(migrations[version]);
        }

        session.Execute(
            "INSERT INTO schema_versions (component, version) VALUES (?1, ?2) ON CONFLICT (component) DO UPDATE SET version = ?2",
            component,
            version);
    }

    private static int CurrentVersion(SqliteSession session, string component)
    {
        using var rows = session.Query("SELECT version FROM schema_versions WHERE component = ?1", component);
        return rows.Read() ? rows.GetInt32(0) : 0;
    }
}
