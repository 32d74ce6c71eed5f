using Countersign.Contracts.Jobs;
using Countersign.Contracts.Metrics;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Metrics;

/// <summary>What is measured of every job when it ends, whichever way: from its record alone.</summary>
internal static class EndFigures
{
    /// <param name="record">The job in its final status.</param>
    public static IReadOnlyList<StoredMetric> Of(JobRecord record)
    {
        var job = record.Job;
        var figures = new List<StoredMetric>(8) { new(MetricNames.Succeeded, job.Status == JobStatus.Completed ? 1 : 0) };
        Add(figures, MetricNames.Duration, job.DurationSeconds);
        Add(figures, MetricNames.Queue, (job.StartedAt - job.CreatedAt)?.TotalSeconds);
        Add(figures, MetricNames.ApprovalWait, record.GateSeconds);
        figures.Add(new StoredMetric(MetricNames.Attempts, job.Attempt));
        Add(figures, MetricNames.PlanVersions, job.Plan?.Version);
        Add(figures, MetricNames.Steps, job.Plan?.Steps);
        Add(figures, MetricNames.Artifacts, record.ArtifactCount > 0 ? record.ArtifactCount : null);
        AddUsed(figures, job.Cost.Actual);
        return figures;
    }

    // The names are those of the estimate's parts. The duration is that of the job.
    private static void AddUsed(List<StoredMetric> figures, Estimate? used)
    {
        Add(figures, "cost", used?.Cost);
        Add(figures, "tokens", used?.Tokens);
        Add(figures, "bytes_read", used?.BytesRead);
        Add(figures, "bytes_written", used?.BytesWritten);
        Add(figures, "bytes_freed", used?.BytesFreed);
    }

    private static void Add(List<StoredMetric> figures, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            figures.Add(new StoredMetric(name, known));
        }
    }
}
