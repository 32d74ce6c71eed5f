using Countersign.Contracts.Jobs;

namespace Countersign.Cli;

/// <summary>What the process answers; scripts rely on the numbers. 64 is EX_USAGE of BSD's sysexits.h.</summary>
internal static class ExitCodes
{
    public const int Completed = 0;

    /// <summary>A proof bundle does not prove what it should, or the doctor found something.</summary>
    public const int NotProven = 1;

    public const int Rejected = 2;

    /// <summary>The job failed or was cancelled, or the server could not be used.</summary>
    public const int Failed = 3;

    /// <summary>Nobody decided in time.</summary>
    public const int TimedOut = 4;

    /// <summary>The command stopped looking; the job goes on.</summary>
    public const int StillWaiting = 5;

    public const int BadUsage = 64;

    /// <summary>The exit code of a job that has ended.</summary>
    public static int Of(JobStatus status) => status switch
    {
        JobStatus.Completed => Completed,
        JobStatus.Rejected => Rejected,
        JobStatus.Timeout => TimedOut,
        _ => Failed,
    };

    /// <summary>Every code with what it means, for <c>--help</c>.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Completed, "completed; verify: proven"),
        (NotProven, "verify: not proven; doctor: something was found"),
        (Rejected, "the plan was rejected"),
        (Failed, "failed or cancelled, or the server could not be used"),
        (TimedOut, "nobody decided in time"),
        (StillWaiting, "still waiting: --wait is over, --no-wait, Ctrl-C, or the server went away"),
        (BadUsage, "bad usage: the command, its input or the configuration is wrong; nothing was run"),
    ];
}
