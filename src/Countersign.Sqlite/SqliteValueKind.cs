namespace Countersign.Sqlite;

internal enum SqliteValueKind
{
    Null,
    Integer,
    Real,
    Text,
    Blob,
}
