namespace Countersign.Cli;

/// <summary>What the process answers; scripts rely on the numbers. 64 is EX_USAGE of BSD's sysexits.h.</summary>
internal static class ExitCodes
{
    public const int Completed = 0;
    public const int Rejected = 2;

    /// <summary>The job failed or was cancelled, or the server could not be used.</summary>
    public const int Failed = 3;

    /// <summary>Nobody decided in time.</summary>
    public const int TimedOut = 4;

    /// <summary>The command stopped looking; the job goes on.</summary>
    public const int StillWaiting = 5;

    public const int BadUsage = 64;

    /// <summary>For <c>--help</c>.</summary>
    public const string Explanation =
        "Exit codes: 0 completed, 2 rejected, 3 failed or cancelled, 4 timed out waiting for a decision, 5 still waiting, 64 bad usage.";
}
