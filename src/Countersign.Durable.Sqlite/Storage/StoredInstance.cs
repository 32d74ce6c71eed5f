using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>What the store knows of an instance that a turn needs.</summary>
internal sealed record StoredInstance(
    long Key,
    string Id,
    string Name,
    int Generation,
    RuntimeStatus Status,
    DateTimeOffset UpdatedAt,
    string? Input,
    string? CustomStatus,
    ParentLink? Parent)
{
    /// <summary>The version of its code; empty for code that has none.</summary>
    public required string Version { get; init; }

    /// <summary>JSON text of why it is parked, or failed; otherwise null.</summary>
    public string? Failure { get; init; }

    public IReadOnlyList<HistoryEvent> History { get; init; } = [];

    public bool IsFinal => Status is RuntimeStatus.Completed or RuntimeStatus.Failed or RuntimeStatus.Terminated;
}
