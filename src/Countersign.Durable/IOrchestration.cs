namespace Countersign.Durable;

/// <summary>A deterministic workflow. One object serves one run over the history, so it may hold no state and no services.</summary>
public interface IOrchestration<in TInput, TResult>
{
    /// <summary>Runs from the beginning, again after every restart, over the recorded history.</summary>
    Task<TResult> RunAsync(IOrchestrationContext context, TInput input);
}
