namespace Countersign.Sqlite;

/// <summary>What kind of trouble SQLite reports, as far as a caller can act on it.</summary>
public enum SqliteFault
{
    /// <summary>A programming error or a result code without a remedy of its own.</summary>
    Other,

    /// <summary>A uniqueness or other constraint refused a row.</summary>
    Constraint,

    /// <summary>Another process holds the database.</summary>
    Busy,

    /// <summary>The disk or quota is full; work can go on when space returns.</summary>
    Full,

    /// <summary>The file or its folder cannot be written.</summary>
    ReadOnly,

    /// <summary>The file is damaged or is not a database.</summary>
    Corrupt,

    /// <summary>The operating system failed a read, write or flush.</summary>
    Io,
}
