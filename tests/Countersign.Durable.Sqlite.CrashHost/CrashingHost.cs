using System.Text.Json;
using Countersign.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countersign.Durable.Sqlite.CrashHost;

/// <summary>The engine with the workload over one folder.</summary>
public sealed class CrashingHost : IAsyncDisposable
{
    private CrashingHost(SqliteDatabase database, SqliteDurableEngine engine) => (Database, Engine) = (database, engine);

    public SqliteDatabase Database { get; }

    public SqliteDurableEngine Engine { get; }

    /// <summary>Opens what is in the folder and goes on with it.</summary>
    public static async Task<CrashingHost> StartAsync(string folder)
    {
        var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(folder, "engine.db") });
        var engine = await SqliteDurableEngine.StartAsync(new SqliteDurableEngineOptions
        {
            Database = database,
            Registry = CrashWorkload.Register(Path.Combine(folder, "effects.log")),
            Serializer = new DurableSerializer(JsonSerializerOptions.Web),
            Loggers = NullLoggerFactory.Instance,
            MaxIdleInstances = 16,
        });
        return new CrashingHost(database, engine);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Database.Dispose();
    }
}
