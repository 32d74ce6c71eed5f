using Countersign.Contracts.Events;
using Countersign.Server.Access;

namespace Countersign.Server.Events;

/// <summary>Which of all events somebody wants.</summary>
/// <param name="Caller">Only events of jobs that they may read.</param>
/// <param name="Types">Only events of these types; empty for all.</param>
/// <param name="TaskId">Only events of this task's jobs; null for all.</param>
internal sealed record FeedFilter(Caller Caller, IReadOnlyCollection<string> Types, string? TaskId)
{
    /// <summary>Whether the event itself is wanted, whoever may read its job.</summary>
    public bool Wants(JobEvent entry) =>
        (Types.Count == 0 || Types.Contains(entry.Type)) && (TaskId is null || TaskId == entry.TaskId);
}
