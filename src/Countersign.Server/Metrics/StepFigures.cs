using Countersign.Contracts.Jobs;
using Countersign.Contracts.Metrics;
using Countersign.Server.Ports;

namespace Countersign.Server.Metrics;

/// <summary>What is measured of every run of a step when it ends.</summary>
internal static class StepFigures
{
    public static IReadOnlyList<StoredMetric> Of(StepState ended) => ended is { StartedAt: { } from, CompletedAt: { } to }
        ? [new StoredMetric(MetricNames.StepDuration, Math.Max(0, (to - from).TotalSeconds), ended.StepId)]
        : [];
}
