using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Everything that one turn writes, in one unit of work: all of it happens or none.</summary>
internal sealed record TurnCommit
{
    public required StoredInstance Instance { get; init; }

    /// <summary>How many events the history held before this turn.</summary>
    public required long FirstSeq { get; init; }

    /// <summary>The turn's part of the history.</summary>
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    /// <summary>The instance's status afterwards.</summary>
    public required RuntimeStatus Status { get; init; }

    public required DateTimeOffset At { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>Whether status and activity are what the turn before left, so that only time and custom status are to be written.</summary>
    public bool IsOngoing { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>How the execution ended; null while it goes on.</summary>
    public HistoryEvent? Completion { get; init; }

    /// <summary>Events that the next execution starts with.</summary>
    public IReadOnlyList<HistoryEvent> CarriedEvents { get; init; } = [];

    public IReadOnlyList<HistoryEvent> TimersAdded { get; init; } = [];

    public IReadOnlyList<int> TimersRemoved { get; init; } = [];

    /// <summary>The inbox entries that the turn took.</summary>
    public IReadOnlyList<long> InboxTaken { get; init; } = [];

    /// <summary>Whether all its timers and messages go, whatever the lists say.</summary>
    public bool Clears { get; init; }

    /// <summary>Sub-orchestrations to start.</summary>
    public IReadOnlyList<HistoryEvent> Children { get; init; } = [];

    /// <summary>Running children that a recursive termination reaches.</summary>
    public IReadOnlyList<HistoryEvent> ChildrenToTerminate { get; init; } = [];
}
