namespace Countersign.Kinds.Tests.DiskInspect.Job;

/// <summary>Keeps what a kind reports.</summary>
internal sealed class RecordingReporter : IJobReporter
{
    public List<double> Fractions { get; } = [];

    public List<string> Lines { get; } = [];

    public void Progress(double fraction) => Fractions.Add(fraction);

    public void Log(string message, JobLogLevel level = JobLogLevel.Info) => Lines.Add(message);
}
