namespace Countersign.Durable;

/// <summary>An instance as clients see it. Payloads are JSON text.</summary>
public sealed record OrchestrationState
{
    public required string InstanceId { get; init; }

    /// <summary>The orchestration's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the code that it runs; empty for code that has none, and where the engine does not tell.</summary>
    public string Version { get; init; } = "";

    public required RuntimeStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdatedAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>Why the instance failed; in a status that is not final, why it is parked. Otherwise null.</summary>
    public FailureDetails? Failure { get; init; }

    /// <summary>
    /// Whether the instance cannot be run as things are: the host lacks the code that it was started with, or what is stored of it
    /// cannot be read. It keeps what it is sent, can be terminated, and is tried again when the host starts.
    /// </summary>
    public bool IsParked => !IsFinal && Failure is not null;

    /// <summary>Whether the instance will never move again.</summary>
    public bool IsFinal => Status is RuntimeStatus.Completed or RuntimeStatus.Failed or RuntimeStatus.Terminated;
}
