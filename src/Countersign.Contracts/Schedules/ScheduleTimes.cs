namespace Countersign.Contracts.Schedules;

/// <summary>When a schedule is due next.</summary>
/// <param name="Items">The earliest first; empty while it is paused and after its only time.</param>
public sealed record ScheduleTimes(IReadOnlyList<DateTimeOffset> Items);
