using SQLitePCL;

namespace Countersign.Sqlite;

/// <summary>SQLite refused or failed an operation.</summary>
public class SqliteException : Exception
{
    /// <summary>Creates the exception for a result code of SQLite (https://www.sqlite.org/rescode.html).</summary>
    public SqliteException(int resultCode, string message)
        : base($"SQLite error {resultCode}: {message}")
    {
        ResultCode = resultCode;
        Fault = Classify(resultCode);
    }

    /// <summary>The primary or extended result code.</summary>
    public int ResultCode { get; }

    /// <summary>The remedy class of <see cref="ResultCode"/>.</summary>
    public SqliteFault Fault { get; }

    /// <summary>The exception for a result code: one of its own where the same call can succeed later.</summary>
    internal static SqliteException Of(int resultCode, string message, string path) => Classify(resultCode) switch
    {
        SqliteFault.Corrupt => Damaged(resultCode, message, path),
        SqliteFault.Busy => new SqliteUnavailableException(resultCode, $"{message}; another process holds the database"),
        SqliteFault.Full => new SqliteUnavailableException(resultCode, $"{message}; work goes on when there is room again"),
        SqliteFault.ReadOnly => new SqliteUnavailableException(resultCode, $"{message}; the file or its folder cannot be written"),
        SqliteFault.Io => new SqliteUnavailableException(resultCode, $"{message}; the operating system failed a read, write or flush"),
        _ => new SqliteException(resultCode, message),
    };

    /// <summary>The exception for a file that is not what it was, with what to do about it.</summary>
    internal static SqliteException Damaged(int resultCode, string message, string path) => new(
        resultCode,
        $"{message}; '{path}' is damaged or is no database. Stop what uses it and keep a copy of its folder. Then put a backup in its "
        + $"place, or save what can still be read with: sqlite3 '{path}' .recover | sqlite3 recovered.db");

    private static SqliteFault Classify(int resultCode) => (resultCode & 0xFF) switch
    {
        raw.SQLITE_CONSTRAINT => SqliteFault.Constraint,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => SqliteFault.Busy,
        raw.SQLITE_FULL => SqliteFault.Full,
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => SqliteFault.ReadOnly,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => SqliteFault.Corrupt,
        raw.SQLITE_IOERR => SqliteFault.Io,
        _ => SqliteFault.Other,
    };
}
