namespace Countersign.Kinds.AgentPlan;

/// <summary>Passes on what a part of the work reports, its progress as a share of the whole.</summary>
internal sealed class PartReporter(IJobReporter whole, string label, double from, double to) : IJobReporter
{
    public void Progress(double fraction) => whole.Progress(from + ((to - from) * Math.Clamp(fraction, 0, 1)));

    public void Use(long tokens, double? cost) => whole.Use(tokens, cost);

    public void Log(string message, JobLogLevel level = JobLogLevel.Info) => whole.Log($"{label}: {message}", level);
}
