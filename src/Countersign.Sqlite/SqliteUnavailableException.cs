namespace Countersign.Sqlite;

/// <summary>
/// The database cannot be used right now, for a reason outside the program: a full disk, a file system that became read-only,
/// a failing device, another process. Nothing of the call was stored; the same call can succeed later.
/// </summary>
public sealed class SqliteUnavailableException : SqliteException
{
    internal SqliteUnavailableException(int resultCode, string message)
        : base(resultCode, message)
    {
    }
}
