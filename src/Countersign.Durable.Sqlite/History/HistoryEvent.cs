namespace Countersign.Durable.Sqlite.History;

/// <summary>One entry of an instance's history. Its kind says which of the other members carry anything.</summary>
internal sealed record HistoryEvent(HistoryEventKind Kind)
{
    /// <summary>The number of a call or timer; an answer carries the number of what it answers.</summary>
    public int TaskId { get; init; }

    /// <summary>The orchestration, activity or external event.</summary>
    public string? Name { get; init; }

    /// <summary>The child of a sub-orchestration call.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The version of the code that an execution or child starts with; null for code that has none.</summary>
    public string? Version { get; init; }

    /// <summary>The input, result or reason, as JSON text.</summary>
    public string? Payload { get; init; }

    /// <summary>When a turn started, or when a timer is due.</summary>
    public DateTimeOffset At { get; init; }

    public FailureDetails? Failure { get; init; }

    /// <summary>How an execution ended.</summary>
    public RuntimeStatus Status { get; init; }

    /// <summary>Whether a termination reaches the children too.</summary>
    public bool Recursive { get; init; }

    /// <summary>Whether the orchestration's code brought this about, rather than the world outside it.</summary>
    public bool IsDecision => Kind is HistoryEventKind.TaskScheduled or HistoryEventKind.TimerCreated
        or HistoryEventKind.SubOrchestrationInstanceCreated or HistoryEventKind.ExecutionCompleted or HistoryEventKind.ContinueAsNew;

    /// <summary>The event in a sentence about divergence.</summary>
    public string Describe() => Kind switch
    {
        HistoryEventKind.TaskScheduled => $"activity '{Name}' (task {TaskId})",
        HistoryEventKind.SubOrchestrationInstanceCreated => $"sub-orchestration '{Name}' (task {TaskId})",
        HistoryEventKind.TimerCreated => $"a timer (task {TaskId})",
        HistoryEventKind.ExecutionCompleted => $"the end as {Status}",
        HistoryEventKind.ContinueAsNew => "continue-as-new",
        _ => $"{Kind} (task {TaskId})",
    };
}
