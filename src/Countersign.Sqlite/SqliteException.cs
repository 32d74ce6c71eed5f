using SQLitePCL;

namespace Countersign.Sqlite;

/// <summary>SQLite refused or failed an operation.</summary>
public sealed class SqliteException : Exception
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
