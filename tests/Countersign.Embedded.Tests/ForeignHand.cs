using Countersign.Sqlite;

namespace Countersign.Embedded.Tests;

/// <summary>Somebody who can write to the database while the host runs: a connection of their own, past everything that the host knows.</summary>
internal static class ForeignHand
{
    public static async Task WriteAsync(string dataFolder, Action<SqliteSession> work)
    {
        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(dataFolder, "countersign.db") });
        await database.WriteAsync(work);
    }
}
