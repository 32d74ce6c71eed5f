namespace Countersign.Contracts.Schedules;

/// <summary>One page of schedules.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Total">How many match, on all pages together.</param>
public sealed record ScheduleList(IReadOnlyList<Schedule> Items, long Total);
