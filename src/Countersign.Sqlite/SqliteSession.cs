using SQLitePCL;

namespace Countersign.Sqlite;

/// <summary>
/// One connection with its prepared statements, used by one thread at a time. A session handed to a unit of work is valid
/// only inside that unit.
/// </summary>
public sealed class SqliteSession : IDisposable
{
    private readonly Dictionary<string, sqlite3_stmt> _statements = new(StringComparer.Ordinal);
    private readonly sqlite3 _connection;
    private readonly string _path;
    private long _dataVersion;

    /// <summary>Which transaction of the writer this is; a unit can tell by it whether an earlier unit is in the same one.</summary>
    public long Batch { get; internal set; }

    /// <summary>
    /// Grows with each transaction of the writer that finds that another connection has written since the one before it: nothing that is
    /// held in memory of the file is to be believed then.
    /// </summary>
    public long ForeignWrites { get; private set; }

    internal SqliteSession(string path, bool readOnly)
    {
        _path = path;
        SqliteLibrary.EnsureLoaded();
        var flags = raw.SQLITE_OPEN_NOMUTEX
            | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var result = raw.sqlite3_open_v2(path, out _connection, flags, null);
        if (result != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errmsg(_connection).utf8_to_string();
            _connection.Dispose();
            throw SqliteException.Of(result, $"{message} ({Path.GetFileName(path)})", path);
        }

        _ = raw.sqlite3_extended_result_codes(_connection, 1);
        _ = raw.sqlite3_busy_timeout(_connection, 5000);

        // The tables have none, so one that is there was put there by somebody who wants to change what is written.
        _ = raw.sqlite3_db_config(_connection, raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, out _);
    }

    /// <summary>Runs a statement that returns no rows, and answers how many rows it changed.</summary>
    /// <exception cref="SqliteException">The statement was refused.</exception>
    /// <exception cref="SqliteUnavailableException">The database cannot be used right now.</exception>
    public int Execute(string sql, params ReadOnlySpan<SqliteValue> parameters)
    {
        using var rows = Query(sql, parameters);
        while (rows.Read())
        {
            // PRAGMA and RETURNING statements yield rows that nobody asked for here.
        }

        return raw.sqlite3_changes(_connection);
    }

    /// <summary>Begins a transaction as the file's writer.</summary>
    /// <remarks>The number is that of https://www.sqlite.org/pragma.html#pragma_data_version: own commits do not change it.</remarks>
    internal void BeginBatch()
    {
        Execute("BEGIN IMMEDIATE");
        Batch++;
        using var rows = Query("PRAGMA data_version");
        var version = rows.Read() ? rows.GetInt64(0) : 0;
        if (version != _dataVersion)
        {
            (_dataVersion, ForeignWrites) = (version, ForeignWrites + 1);
        }
    }

    /// <summary>Starts a query; parameters are numbered ?1, ?2, ... in the SQL.</summary>
    /// <exception cref="SqliteException">The statement was refused.</exception>
    public SqliteRows Query(string sql, params ReadOnlySpan<SqliteValue> parameters)
    {
        var statement = Prepare(sql);
        for (var i = 0; i < parameters.Length; i++)
        {
            Bind(statement, i + 1, parameters[i]);
        }

        return new SqliteRows(this, statement);
    }

    /// <summary>Runs several statements at once, without parameters and without caching; for schema changes.</summary>
    /// <exception cref="SqliteException">A statement was refused.</exception>
    public void ExecuteScript(string sql) => Check(raw.sqlite3_exec(_connection, sql));

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    internal static void Release(sqlite3_stmt statement)
    {
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
    }

    internal bool Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        return result == raw.SQLITE_DONE ? false : throw Failure(result);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(_connection, sql, out statement));
            _statements.Add(sql, statement);
        }

        return statement;
    }

    private void Bind(sqlite3_stmt statement, int index, in SqliteValue value)
    {
        var result = value.Kind switch
        {
            SqliteValueKind.Null => raw.sqlite3_bind_null(statement, index),
            SqliteValueKind.Integer => raw.sqlite3_bind_int64(statement, index, value.Integer),
            SqliteValueKind.Real => raw.sqlite3_bind_double(statement, index, value.Real),
            SqliteValueKind.Text => raw.sqlite3_bind_text(statement, index, (string)value.Reference!),
            _ => raw.sqlite3_bind_blob(statement, index, (byte[])value.Reference!),
        };
        Check(result);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failure(result);
        }
    }

    private SqliteException Failure(int result) => SqliteException.Of(result, raw.sqlite3_errmsg(_connection).utf8_to_string(), _path);
}
