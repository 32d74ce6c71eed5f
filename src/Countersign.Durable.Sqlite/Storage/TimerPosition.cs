namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Where a timer stands in the order of firing.</summary>
internal readonly record struct TimerPosition(long Due, long Instance, int TaskId)
{
    /// <summary>Before every timer that is due later than an instant, and after every other.</summary>
    public static TimerPosition After(long due) => new(due, long.MaxValue, int.MaxValue);
}
