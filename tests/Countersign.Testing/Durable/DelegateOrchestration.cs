using Countersign.Durable;

namespace Countersign.Testing.Durable;

/// <summary>An orchestration written in place.</summary>
public sealed class DelegateOrchestration<TInput, TResult>(Func<IOrchestrationContext, TInput, Task<TResult>> run)
    : IOrchestration<TInput, TResult>
{
    /// <inheritdoc/>
    public Task<TResult> RunAsync(IOrchestrationContext context, TInput input) => run(context, input);
}
