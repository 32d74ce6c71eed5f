using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite;

/// <summary>The database, whose full disks and failing devices are the server's <see cref="StoreUnavailableException"/>.</summary>
internal sealed class GuardedDatabase(SqliteDatabase database)
{
    private static readonly Func<Exception, Exception> Explain = StoreFault.Explain;

    /// <inheritdoc cref="SqliteDatabase.Damage"/>
    public SqliteException? Damage => database.Damage;

    /// <inheritdoc cref="SqliteDatabase.Read"/>
    /// <exception cref="StoreUnavailableException">The database cannot be read right now.</exception>
    public T Read<T>(Func<SqliteSession, T> work)
    {
        try
        {
            return database.Read(work);
        }
        catch (SqliteUnavailableException exception)
        {
            throw StoreFault.Explain(exception);
        }
    }

    /// <inheritdoc cref="SqliteDatabase.WriteAsync{T}(Func{SqliteSession, T}, Func{Exception, Exception}, Action{T})"/>
    /// <exception cref="StoreUnavailableException">The database cannot be written right now; nothing of the work was stored.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, Action<T>? committed = null) =>
        database.WriteAsync(work, Explain, committed);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqliteSession> work) => database.WriteAsync(work, Explain);
}
