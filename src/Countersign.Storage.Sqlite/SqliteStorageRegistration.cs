using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Storage.Sqlite;

/// <summary>Makes an open storage the server's.</summary>
public static class SqliteStorageRegistration
{
    /// <summary>Registers each port of the storage as a singleton, and its health probe.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, SqliteStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return services
            .AddSingleton(storage.Jobs)
            .AddSingleton(storage.Counts)
            .AddSingleton(storage.Plans)
            .AddSingleton(storage.Documents)
            .AddSingleton(storage.Events)
            .AddSingleton(storage.Feed)
            .AddSingleton(storage.Audit)
            .AddSingleton(storage.Definitions)
            .AddSingleton(storage.RunCounts)
            .AddSingleton(storage.Uploads)
            .AddSingleton(storage.Artifacts)
            .AddSingleton(storage.Leftovers)
            .AddSingleton(storage.Probe);
    }
}
