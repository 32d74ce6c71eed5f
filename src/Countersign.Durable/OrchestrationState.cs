namespace Countersign.Durable;

/// <summary>An instance as clients see it. Payloads are JSON text.</summary>
public sealed record OrchestrationState
{
    public required string InstanceId { get; init; }

    /// <summary>The orchestration's name.</summary>
    public required string Name { get; init; }

    public required RuntimeStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdatedAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>Why the instance failed; null in every other status.</summary>
    public FailureDetails? Failure { get; init; }

    /// <summary>Whether the instance will never move again.</summary>
    public bool IsFinal => Status is RuntimeStatus.Completed or RuntimeStatus.Failed or RuntimeStatus.Terminated;
}
