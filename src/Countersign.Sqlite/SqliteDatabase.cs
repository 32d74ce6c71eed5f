using System.Collections.Concurrent;
using System.Threading.Channels;

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
    private const string CheckpointPolicy = "PRAGMA wal_autocheckpoint=4096";

    private readonly Channel<UnitOfWork> _queue =
        Channel.CreateUnbounded<UnitOfWork>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SqliteDatabaseOptions _options;
    private readonly SqliteSession _writer;
    private readonly Thread _thread;
    private volatile bool _disposed;

    private SqliteDatabase(SqliteDatabaseOptions options)
    {
        _options = options;
        _writer = new SqliteSession(options.Path, readOnly: false);
        try
        {
            _writer.Execute("PRAGMA journal_mode=WAL");
            _writer.Execute("PRAGMA synchronous=FULL");
            _writer.Execute(CheckpointPolicy);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _thread = new Thread(WriteBatches) { Name = "sqlite-writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Opens the file, creating it when absent.</summary>
    /// <exception cref="SqliteException">The file cannot be opened, or is not a database.</exception>
    public static SqliteDatabase Open(SqliteDatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SqliteDatabase(options);
    }

    /// <summary>
    /// Queues work for the writer. The work runs on the writer thread in the order of the calls, sees what earlier units
    /// wrote, and must not wait for anything. When it throws, its own writes are undone and the task fails with that exception.
    /// </summary>
    /// <returns>A task that completes after the work is flushed to disk.</returns>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work) => WriteAsync(work, committed: null);

    /// <inheritdoc cref="WriteAsync{T}(Func{SqliteSession, T})"/>
    /// <param name="work">What to write.</param>
    /// <param name="committed">
    /// Told the result once it is flushed, on the writer thread, in the order of the units and before any unit of a later batch
    /// runs; must be quick and must not throw.
    /// </param>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, Action<T>? committed)
    {
        var unit = new UnitOfWork<T>(work, committed);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(unit), this);
        return unit.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{SqliteSession, T})"/>
    public Task WriteAsync(Action<SqliteSession> work) => WriteAsync(session =>
    {
        work(session);
        return true;
    });

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
        finally
        {
            _readers.Add(session);
        }
    }

    /// <summary>Finishes the queued work, then closes the file.</summary>
    public void Dispose()
    {
        if (!_queue.Writer.TryComplete())
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

    private void WriteBatches()
    {
        var batch = new List<UnitOfWork>(_options.MaxBatch);
        while (WaitForWork())
        {
            WriteBatch(batch);
            batch.Clear();
        }
    }

    // The writer has a thread of its own, so it may block: nobody else waits for that thread.
    private bool WaitForWork() => _queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void WriteBatch(List<UnitOfWork> batch)
    {
        var begun = false;
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
            _writer.Batch++;
            begun = true;
            while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out var unit))
            {
                if (TryRun(unit))
                {
                    batch.Add(unit);
                }
            }

            _writer.Execute("COMMIT");
        }
        catch (Exception exception) when (exception is SqliteException or OutOfMemoryException)
        {
            Abandon(batch, begun, exception);
            return;
        }

        foreach (var unit in batch)
        {
            unit.Complete();
        }
    }

    private bool TryRun(UnitOfWork unit)
    {
        _writer.Execute("SAVEPOINT unit");
        try
        {
            unit.Run(_writer);
        }
        catch (SqliteException exception) when (exception.Fault is SqliteFault.Full or SqliteFault.Io or SqliteFault.Corrupt)
        {
            // SQLite may have rolled the whole transaction back by itself: the batch is lost, not only this unit.
            unit.Fail(exception);
            throw;
        }
#pragma warning disable CA1031 // Whatever a unit throws belongs to its caller; the writer goes on.
        catch (Exception exception)
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

    private void Abandon(List<UnitOfWork> batch, bool begun, Exception exception)
    {
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Already rolled back by SQLite (https://www.sqlite.org/lang_transaction.html).
        }

        // With BEGIN itself failed, and nothing taken yet, the first waiting unit learns why, or the loop would spin.
        if (!begun && _queue.Reader.TryRead(out var first))
        {
            batch.Add(first);
        }

        foreach (var unit in batch)
        {
            unit.Fail(exception);
        }
    }
}
