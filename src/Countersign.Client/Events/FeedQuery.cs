using Countersign.Client.Http;

namespace Countersign.Client.Events;

/// <summary>Which events of all jobs to follow.</summary>
public sealed record FeedQuery
{
    /// <summary>After this cursor; null for from the beginning.</summary>
    public string? After { get; init; }

    /// <summary>Whether only what comes from now on is wanted, in place of <see cref="After"/>. Default false.</summary>
    public bool OnlyNew { get; init; }

    /// <summary>Only events of these types (<see cref="Contracts.Events.EventTypes"/>); null for all.</summary>
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>Only events of this task's jobs; null for all.</summary>
    public string? TaskId { get; init; }

    internal string ToPath(string? after, int waitSeconds = 0) => ApiPath.WithQuery(
        "api/events",
        ("after", after),
        ("wait", waitSeconds == 0 ? null : ApiPath.Number(waitSeconds)),
        ("type", Types is { Count: > 0 } ? string.Join(',', Types) : null),
        ("task_id", TaskId));
}
