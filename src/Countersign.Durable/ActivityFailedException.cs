namespace Countersign.Durable;

/// <summary>A called activity or sub-orchestration failed for good.</summary>
public sealed class ActivityFailedException(string name, FailureDetails failure)
    : Exception($"'{name}' failed: {failure.Message}")
{
    /// <summary>What was called.</summary>
    public string Name { get; } = name;

    /// <summary>The last attempt's failure.</summary>
    public FailureDetails Failure { get; } = failure;
}
