namespace Countersign.Durable;

/// <summary>Runs an orchestration whose types only its registration knows.</summary>
public interface IOrchestrationInvoker
{
    /// <summary>Runs the orchestration over JSON text and returns its result as JSON text.</summary>
    Task<string?> RunAsync(IOrchestrationContext context, string? input, DurableSerializer serializer);
}
