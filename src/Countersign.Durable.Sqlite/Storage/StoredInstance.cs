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
    public IReadOnlyList<HistoryEvent> History { get; init; } = [];

    public bool IsFinal => Status is RuntimeStatus.Completed or RuntimeStatus.Failed or RuntimeStatus.Terminated;
}
