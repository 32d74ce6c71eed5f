namespace Countersign.Durable;

/// <summary>Runs an activity whose types only its registration knows.</summary>
public interface IActivityInvoker
{
    /// <summary>Runs the activity over JSON text and returns its result as JSON text.</summary>
    Task<string?> RunAsync(ActivityContext context, string? input, DurableSerializer serializer, CancellationToken cancellationToken);
}
