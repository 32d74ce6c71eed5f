namespace Countersign.Server.Webhooks;

/// <summary>When a delivery that failed is tried again. Pure.</summary>
internal static class WebhookBackoff
{
    /// <summary>How long one event is tried before its webhook is disabled: a weekend without anybody who looks.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(3);

    public static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long to wait: twice as long after each failure, or as long as the receiver asks for, and never longer than an hour.</summary>
    /// <param name="failures">How often the event has failed, at least once.</param>
    /// <param name="asked">What the receiver asked for (<c>Retry-After</c>); null for nothing.</param>
    public static TimeSpan After(int failures, TimeSpan? asked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var own = First.TotalSeconds * Math.Pow(2, failures - 1);
        return TimeSpan.FromSeconds(Math.Min(Math.Max(own, asked?.TotalSeconds ?? 0), Longest.TotalSeconds));
    }
}
