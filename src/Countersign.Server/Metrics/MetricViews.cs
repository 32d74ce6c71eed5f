using Countersign.Contracts.Jobs;
using Countersign.Contracts.Metrics;
using Countersign.Server.Ports;

namespace Countersign.Server.Metrics;

/// <summary>Stored figures as clients see them.</summary>
internal static class MetricViews
{
    public static IEnumerable<Metric> Of(Job job, IEnumerable<MetricPack> packs) =>
        packs.SelectMany(pack => pack.Items.Index().Select(figure => new Metric
        {
            MetricId = MetricIds.Of(job.JobId, pack.First + figure.Index),
            JobId = job.JobId,
            TaskId = job.TaskId,
            Kind = job.Kind,
            Name = figure.Item.Name,
            Value = figure.Item.Value,
            StepId = figure.Item.Step,
            At = pack.At,
        }));
}
