namespace Countersign.Durable;

/// <summary>Work with effects. It runs at least once for each call, so a second run must have the same effect as the first.</summary>
public interface IActivity<in TInput, TResult>
{
    /// <summary>Does the work.</summary>
    /// <param name="context">Which instance asks.</param>
    /// <param name="input">The input as the orchestration gave it.</param>
    /// <param name="cancellationToken">Cancelled when the host stops; the call is then made again after a restart.</param>
    Task<TResult> RunAsync(ActivityContext context, TInput input, CancellationToken cancellationToken);
}
