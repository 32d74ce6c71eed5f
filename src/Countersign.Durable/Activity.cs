namespace Countersign.Durable;

/// <summary>The name of an activity with the types of its input and result. The name is in histories and is never changed.</summary>
/// <param name="Name">Unique within a task hub.</param>
public sealed record Activity<TInput, TResult>(string Name);
