namespace Countersign.Kinds.Processes;

/// <summary>What became of a process.</summary>
public sealed record ProcessOutcome
{
    public required ProcessEnd End { get; init; }

    /// <summary>The program's own when it exited; 128 and the signal's number where a signal ended it, as shells count.</summary>
    public required int ExitCode { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The most resident memory that was seen, of all processes together.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>How much was written to both outputs together, handed on or not.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>Whether output was dropped because it passed <see cref="ProcessLimits.OutputBytes"/>.</summary>
    public required bool OutputCut { get; init; }

    public bool Succeeded => End is ProcessEnd.Exited && ExitCode == 0;
}
