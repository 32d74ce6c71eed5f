namespace Countersign.Server;

/// <summary>How long jobs stay after their end; section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>How long a job stays after it ended; the clean-up removes it then. Default 30 days.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many ended jobs stay at most, the newest; older ones go whatever their age. Default null: as many as there are.</summary>
    public int? KeepLast { get; set; }
}
