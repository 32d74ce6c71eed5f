namespace Countersign.Durable;

/// <summary>Which instances are meant. What is not set does not restrict.</summary>
public sealed record OrchestrationFilter
{
    /// <summary>Only instances in one of these statuses; null for any.</summary>
    public IReadOnlyCollection<RuntimeStatus>? Statuses { get; init; }

    /// <summary>Only instances created at this instant or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only instances created before this instant.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }
}
