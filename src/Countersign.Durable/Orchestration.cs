namespace Countersign.Durable;

/// <summary>The name of an orchestration with the types of its input and result. The name is in histories and is never changed.</summary>
/// <param name="Name">Unique within a task hub.</param>
public sealed record Orchestration<TInput, TResult>(string Name)
{
    /// <summary>
    /// The version of the code that new instances start with, and stay with to their end. Default: empty, for code that has none.
    /// </summary>
    public string Version { get; init; } = "";
}
