namespace Countersign.Sqlite;

internal sealed class UnitOfWork<T>(
    Func<SqliteSession, T> work, Func<Exception, Exception>? explain, Action<T>? committed) : UnitOfWork
{
    // Asynchronous continuations: a caller's code must never run on the writer thread.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override void Run(SqliteSession session) => _result = work(session);

    public override void Complete()
    {
        committed?.Invoke(_result!);
        _completion.TrySetResult(_result!);
    }

    public override void Fail(Exception exception) => _completion.TrySetException(explain?.Invoke(exception) ?? exception);
}
