using Countersign.Contracts.Errors;

namespace Countersign.Server.Activities;

/// <summary>Calls into a kind, so that what it throws can be told from what the server's own parts throw.</summary>
internal static class KindCalls
{
    /// <exception cref="WorkFailedException">The kind said why it failed.</exception>
    /// <exception cref="KindException">The kind threw something else.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="JobEndedException">The kind wanted to store something, and the job had ended.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is not (WorkFailedException or OperationCanceledException or JobEndedException))
        {
            throw new KindException(exception);
        }
    }
}
