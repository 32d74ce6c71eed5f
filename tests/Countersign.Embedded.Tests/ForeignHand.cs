using System.Text;
using Countersign.Sqlite;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Somebody who can write to the database while the host runs: a connection of their own, past everything that the host knows.</summary>
internal static class ForeignHand
{
    public static async Task WriteAsync(string dataFolder, Action<SqliteSession> work)
    {
        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(dataFolder, "countersign.db") });
        await database.WriteAsync(work);
    }

    /// <summary>Changes the text of one stored value.</summary>
    public static Task RewriteAsync(string dataFolder, string table, string where, Func<string, string> change) => WriteAsync(dataFolder, session =>
    {
        string text;
        using (var rows = session.Query($"SELECT content FROM {table} WHERE {where}"))
        {
            Assert.True(rows.Read(), $"No row of {table} is {where}.");
            text = Encoding.UTF8.GetString(rows.GetBytes(0));
        }

        Assert.NotEqual(text, change(text));
        session.Execute($"UPDATE {table} SET content = ?1 WHERE {where}", Encoding.UTF8.GetBytes(change(text)));
    });
}
