using System.Globalization;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Audit;

/// <summary>The audit chains in SQLite.</summary>
internal sealed class SqliteAuditLog(GuardedDatabase database) : IAuditLog
{
    public int ReadsAtOnce => 1;

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(string? jobId, long after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => KeyOf(session, jobId) is { } key ? AuditTable.Read(session, key, after, limit) : []));
    }

    public Task<AuditEntry?> FindLastOfHostAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => AuditTable.FindLast(session, AuditTable.Host)));
    }

    public Task<bool> TryAppendToHostAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return database.WriteAsync(session => AuditTable.TryAppend(session, AuditTable.Host, [entry]));
    }

    public Task<IReadOnlyList<AuditChainHead>> ListHeadsAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => AuditTable.ListHeads(session, after ?? "", limit)));
    }

    public Task<AuditChainHead?> FindHeadAsync(string jobId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => AuditTable.FindHead(session, jobId)) is [var head] ? head : null);
    }

    public Task<StoredAuditPage> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var after = 0L;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            throw new InvalidCursorException();
        }

        var (rows, last, more) = database.Read(session => AuditTable.List(session, after, limit));
        return Task.FromResult(new StoredAuditPage(rows, more ? last.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static long? KeyOf(SqliteSession session, string? jobId)
    {
        if (jobId is null)
        {
            return AuditTable.Host;
        }

        using var rows = session.Query("SELECT id FROM jobs WHERE job_id = ?1", jobId);
        return rows.Read() ? rows.GetInt64(0) : null;
    }
}
