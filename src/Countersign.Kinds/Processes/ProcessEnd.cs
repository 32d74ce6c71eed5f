namespace Countersign.Kinds.Processes;

/// <summary>How a process came to its end.</summary>
public enum ProcessEnd
{
    /// <summary>By itself, with an exit code.</summary>
    Exited,

    /// <summary>Stopped because <see cref="ProcessLimits.Time"/> was over.</summary>
    TimedOut,

    /// <summary>Stopped because it used more than <see cref="ProcessLimits.MemoryBytes"/>.</summary>
    OutOfMemory,

    /// <summary>Stopped because it started more than <see cref="ProcessLimits.Processes"/>.</summary>
    TooManyProcesses,
}
