namespace Countersign.Sqlite;

/// <summary>Where a database file lies and how its writer batches.</summary>
public sealed record SqliteDatabaseOptions
{
    /// <summary>The database file; created with its write-ahead log beside it when absent.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// The most units of work that share one transaction, and so one disk flush. Default 256. Larger batches give more
    /// throughput under load and let a single unit wait longer.
    /// </summary>
    public int MaxBatch { get; init; } = 256;
}
