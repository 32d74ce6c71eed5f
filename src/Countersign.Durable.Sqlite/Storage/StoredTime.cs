namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Instants as the tables hold them: UTC ticks, so that nothing is rounded and comparisons are numeric.</summary>
internal static class StoredTime
{
    public static long FromInstant(DateTimeOffset instant) => instant.UtcTicks;

    public static DateTimeOffset ToInstant(long ticks) => new(ticks, TimeSpan.Zero);
}
