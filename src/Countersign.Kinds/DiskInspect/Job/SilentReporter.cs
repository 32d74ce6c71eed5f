namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>For the rehearsal of steps during analysis, which nobody should take for their execution.</summary>
internal sealed class SilentReporter : IJobReporter
{
    public static SilentReporter Instance { get; } = new();

    public void Progress(double fraction)
    {
    }

    public void Log(string message, JobLogLevel level = JobLogLevel.Info)
    {
    }
}
