using SQLitePCL;

namespace Countersign.Sqlite;

/// <summary>
/// The rows of one query, read forward once. Dispose it before the session runs the same statement again; what a getter
/// returns stays valid afterwards.
/// </summary>
public readonly ref struct SqliteRows
{
    private readonly SqliteSession _session;
    private readonly sqlite3_stmt _statement;

    internal SqliteRows(SqliteSession session, sqlite3_stmt statement)
    {
        _session = session;
        _statement = statement;
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Read() => _session.Step(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int GetInt32(int column) => raw.sqlite3_column_int(_statement, column);

    public double GetDouble(int column) => raw.sqlite3_column_double(_statement, column);

    public string GetString(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public string? GetStringOrNull(int column) => IsNull(column) ? null : GetString(column);

    public long? GetInt64OrNull(int column) => IsNull(column) ? null : GetInt64(column);

    public byte[] GetBytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <summary>The bytes of a BLOB or UTF-8 TEXT column, valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> GetSpan(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => SqliteSession.Release(_statement);
}
