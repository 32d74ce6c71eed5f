using System.Collections.Concurrent;
using SQLitePCL;

namespace Countersign.Sqlite;

/// <summary>
/// A database file with one writer and many readers. Units of work that arrive while the disk is busy share the next
/// transaction (group commit), so a flush is paid once per batch; a unit's task completes only after its flush.
/// </summary>
/// <remarks>
/// Write-ahead log with <c>synchronous=FULL</c>: what a completed task wrote survives a power cut
/// (https://www.sqlite.org/wal.html). One process at a time may write; the owner of the folder sees to that.
/// </remarks>
public sealed class SqliteDatabase : IDisposable
{
    // Pages that change often are copied into the database once per checkpoint, not once per commit: 4096 pages are 16 MiB of log,
    // which is read again in some 20 ms after a crash. The default of 1000 costs a third more CPU per job.
    private static readonly string[] Settings =
        ["journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=4096", "cache_size=-8192", "temp_store=MEMORY"];

    private readonly WorkQueue _queue = new();
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SqliteDatabaseOptions _options;
    private readonly SqliteSession _writer;
    private readonly Thread _thread;
    private volatile bool _disposed;
    private volatile SqliteException? _damage;

    private SqliteDatabase(SqliteDatabaseOptions options)
    {
        _options = options;
        _writer = new SqliteSession(options.Path, readOnly: false);
        try
        {
            Array.ForEach(Settings, setting => _writer.Execute($"PRAGMA {setting}"));
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _thread = new Thread(WriteBatches) { Name = "sqlite-writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The first damage that was found in the file; null while none was. What to do about it stands in the message.</summary>
    public SqliteException? Damage => _damage;

    /// <summary>Opens the file, creating it when absent; one that lost its beginning is not created again.</summary>
    /// <exception cref="SqliteException">The file is damaged or is not a database; nothing was changed.</exception>
    /// <exception cref="SqliteUnavailableException">The file cannot be opened right now.</exception>
    public static SqliteDatabase Open(SqliteDatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (file, log) = (new FileInfo(options.Path), new FileInfo(options.Path + "-wal"));
        if ((!file.Exists || file.Length == 0) && log is { Exists: true, Length: > 0 })
        {
            // SQLite would take the file for a new one and throw the log away.
            throw SqliteException.Damaged(
                raw.SQLITE_CORRUPT, $"the write-ahead log is there, but the database is {(file.Exists ? "empty" : "gone")}", options.Path);
        }

        return new SqliteDatabase(options);
    }

    /// <summary>
    /// Queues work for the writer. The work runs on the writer thread in the order of the calls, sees what earlier units
    /// wrote, and must not wait for anything. When it throws, its own writes are undone and the task fails with that exception.
    /// It runs again when a unit beside it has thrown, so it must have no effect but its writes and its result.
    /// </summary>
    /// <param name="work">Reads and writes through the session it is given.</param>
    /// <param name="explain">Puts a failure into the words of the caller's layer; null leaves it as it is.</param>
    /// <param name="committed">
    /// Told the result once it is flushed, on the writer thread, in the order of the units and before any unit of a later
    /// transaction runs; must be quick and must not throw.
    /// </param>
    /// <returns>A task that completes after the work is flushed to disk.</returns>
    /// <exception cref="SqliteUnavailableException">
    /// The database cannot be written right now. Nothing of the work was stored, and other work of its batch may have failed with it.
    /// </exception>
    public Task<T> WriteAsync<T>(
        Func<SqliteSession, T> work, Func<Exception, Exception>? explain = null, Action<T>? committed = null)
    {
        var unit = new UnitOfWork<T>(work, explain, committed);
        ObjectDisposedException.ThrowIf(!_queue.TryAdd(unit), this);
        return unit.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{SqliteSession, T}, Func{Exception, Exception}, Action{T})"/>
    public Task WriteAsync(Action<SqliteSession> work, Func<Exception, Exception>? explain = null) =>
        WriteAsync(session => Done(work, session), explain);

    /// <summary>Reads committed state on the calling thread, concurrently with the writer.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public T Read<T>(Func<SqliteSession, T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_readers.TryTake(out var session))
        {
            session = new SqliteSession(_options.Path, readOnly: true);
        }

        try
        {
            return work(session);
        }
        catch (SqliteException exception) when (IsDamage(exception))
        {
            throw;
        }
        finally
        {
            _readers.Add(session);
        }
    }

    /// <summary>Finishes the queued work, then closes the file.</summary>
    public void Dispose()
    {
        if (!_queue.TryComplete())
        {
            return;
        }

        _thread.Join();
        _disposed = true;
        while (_readers.TryTake(out var session))
        {
            session.Dispose();
        }

        _writer.Dispose();
    }

    private static bool Done(Action<SqliteSession> work, SqliteSession session)
    {
        work(session);
        return true;
    }

    private void WriteBatches()
    {
        var batch = new List<UnitOfWork>(_options.MaxBatch);
        while (_queue.WaitForWork())
        {
            WriteBatch(batch);
            batch.Clear();
        }
    }

    private void WriteBatch(List<UnitOfWork> batch)
    {
        var begun = false;
        try
        {
            _writer.BeginBatch();
            begun = true;
            if (!TryRunTogether(batch))
            {
                _writer.Execute("ROLLBACK");
                _writer.BeginBatch();
                RunOneByOne(batch);
            }

            _writer.Execute("COMMIT");
        }
        catch (Exception exception) when (exception is SqliteException or OutOfMemoryException)
        {
            Abandon(batch, begun, exception);
            return;
        }

        batch.ForEach(unit => unit.Complete());
    }

    // Units seldom throw, and a savepoint around each would copy every page that it touches.
    private bool TryRunTogether(List<UnitOfWork> batch)
    {
        try
        {
            while (batch.Count < _options.MaxBatch && _queue.TryTake(out var unit))
            {
                // In the batch before it runs: whatever breaks the transaction under it is told to its caller too.
                batch.Add(unit);
                unit.Run(_writer);
            }

            return true;
        }
#pragma warning disable CA1031 // Whatever a unit throws belongs to its caller, who is found out when they run one by one.
        catch (Exception exception) when (!EndsTransaction(exception))
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private void RunOneByOne(List<UnitOfWork> batch)
    {
        for (var i = 0; i < batch.Count;)
        {
            if (TryRun(batch[i]))
            {
                i++;
            }
            else
            {
                batch.RemoveAt(i);
            }
        }
    }

    private bool TryRun(UnitOfWork unit)
    {
        _writer.Execute("SAVEPOINT unit");
        try
        {
            unit.Run(_writer);
        }
#pragma warning disable CA1031 // Whatever a unit throws belongs to its caller; the writer goes on.
        catch (Exception exception) when (!EndsTransaction(exception))
#pragma warning restore CA1031
        {
            _writer.Execute("ROLLBACK TO unit");
            _writer.Execute("RELEASE unit");
            unit.Fail(exception);
            return false;
        }

        _writer.Execute("RELEASE unit");
        return true;
    }

    // SQLite may have rolled the whole transaction back by itself: the batch is lost, not only this unit.
    private bool EndsTransaction(Exception exception) =>
        exception is SqliteException { Fault: var fault } sqlite && (fault is SqliteFault.Full or SqliteFault.Io || IsDamage(sqlite));

    private bool IsDamage(SqliteException exception)
    {
        if (exception.Fault is not SqliteFault.Corrupt)
        {
            return false;
        }

        _damage ??= exception;
        return true;
    }

    private void Abandon(List<UnitOfWork> batch, bool begun, Exception exception)
    {
        _ = exception is SqliteException reported && IsDamage(reported);
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Already rolled back by SQLite (https://www.sqlite.org/lang_transaction.html).
        }

        // With BEGIN itself failed, and nothing taken yet, the first waiting unit learns why, or the loop would spin.
        if (!begun && _queue.TryTake(out var first))
        {
            batch.Add(first);
        }

        batch.ForEach(unit => unit.Fail(exception));
    }
}
