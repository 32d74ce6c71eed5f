namespace Countersign.Kinds.Processes;

/// <summary>What a process, together with all that it starts, may use.</summary>
public sealed record ProcessLimits
{
    /// <summary>Wall-clock time, after which it is stopped.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(25);

    /// <summary>CPU time of each single process.</summary>
    public TimeSpan CpuTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Resident memory of all processes together, in bytes; looked at twice a second.</summary>
    public long MemoryBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Size of any one file that is written, in bytes.</summary>
    public long FileBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How many bytes of output are handed on; what comes after is read and dropped.</summary>
    public long OutputBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many processes there may be at a time.</summary>
    public int Processes { get; init; } = 512;
}
