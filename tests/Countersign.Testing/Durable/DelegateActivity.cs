using Countersign.Durable;

namespace Countersign.Testing.Durable;

/// <summary>An activity written in place.</summary>
public sealed class DelegateActivity<TInput, TResult>(Func<ActivityContext, TInput, CancellationToken, Task<TResult>> run)
    : IActivity<TInput, TResult>
{
    /// <inheritdoc/>
    public Task<TResult> RunAsync(ActivityContext context, TInput input, CancellationToken cancellationToken) =>
        run(context, input, cancellationToken);
}
