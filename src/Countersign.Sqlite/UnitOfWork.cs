namespace Countersign.Sqlite;

/// <summary>Work queued for the writer, and the promise to whoever queued it.</summary>
internal abstract class UnitOfWork
{
    /// <summary>Runs inside the batch's transaction; a throw undoes this unit alone.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>Keeps the promise, after the commit.</summary>
    public abstract void Complete();

    /// <summary>Breaks the promise: nothing of this unit was written.</summary>
    public abstract void Fail(Exception exception);
}
