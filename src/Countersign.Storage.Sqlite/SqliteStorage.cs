using Countersign.Server.Health;
using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite.Artifacts;
using Countersign.Storage.Sqlite.Audit;
using Countersign.Storage.Sqlite.Contents;
using Countersign.Storage.Sqlite.Definitions;
using Countersign.Storage.Sqlite.Events;
using Countersign.Storage.Sqlite.Jobs;
using Countersign.Storage.Sqlite.Plans;
using Countersign.Storage.Sqlite.Uploads;

namespace Countersign.Storage.Sqlite;

/// <summary>The server's storage ports on one SQLite file and folders of uploads and artifacts beside it.</summary>
public sealed class SqliteStorage
{
    private SqliteStorage(
        GuardedDatabase database, SqliteUploadStore uploads, ContentFolder uploaded, ContentFolder artifacts, TimeProvider time)
    {
        var signals = new EventSignals(time);
        var tally = new JobTally(database, time);
        tally.Begin();
        Jobs = new SqliteJobStore(database, signals, tally, artifacts);
        Counts = tally;
        Plans = new SqlitePlanStore(database);
        Documents = new SqliteJobDocuments(database);
        Events = new SqliteEventLog(database, signals);
        Feed = new SqliteEventFeed(database, signals);
        Audit = new SqliteAuditLog(database);
        Definitions = new SqliteDefinitionStore(database);
        RunCounts = new SqliteRunCounts(database);
        Uploads = uploads;
        Artifacts = new SqliteArtifactStore(database, artifacts);
        Leftovers = new SqliteLeftovers(database, uploaded, artifacts);
        Probe = new SqliteStorageProbe(database);
    }

    public IJobStore Jobs { get; }

    public IJobCounts Counts { get; }

    public IPlanStore Plans { get; }

    public IJobDocuments Documents { get; }

    public IEventLog Events { get; }

    public IEventFeed Feed { get; }

    public IAuditLog Audit { get; }

    public IDefinitionStore Definitions { get; }

    public IRunCounts RunCounts { get; }

    public IUploadStore Uploads { get; }

    public IArtifactStore Artifacts { get; }

    public ILeftovers Leftovers { get; }

    /// <summary>Tells whether the file takes writes.</summary>
    public IHealthProbe Probe { get; }

    /// <summary>Brings the store's tables up to date and clears away what an earlier crash left of unfinished uploads and steps.</summary>
    /// <param name="database">Shared with the host's other components; stays the caller's to dispose.</param>
    /// <param name="dataFolder">The folder in which <c>uploads</c> and <c>artifacts</c> are created when absent. One process at a time.</param>
    /// <param name="time">The clock of waits and of upload times.</param>
    /// <exception cref="StoreUnavailableException">The folder cannot be read or written right now.</exception>
    /// <exception cref="InvalidOperationException">The file was written by a newer release.</exception>
    public static async Task<SqliteStorage> OpenAsync(SqliteDatabase database, string dataFolder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        var guarded = new GuardedDatabase(database);
        await guarded.WriteAsync(StoreSchema.Apply);
        await guarded.WriteAsync(SqliteStorageProbe.Apply);
        var uploaded = new ContentFolder(Path.Combine(dataFolder, "uploads"));
        var uploads = new SqliteUploadStore(guarded, uploaded, time);
        uploads.RemoveLeftovers();
        var artifacts = new ContentFolder(Path.Combine(dataFolder, "artifacts"));
        new SqliteArtifactStore(guarded, artifacts).RemoveLeftovers();
        return new SqliteStorage(guarded, uploads, uploaded, artifacts, time);
    }
}
