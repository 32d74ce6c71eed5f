using System.Text.Json;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Metrics;
using Countersign.Kinds;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Metrics;

/// <summary>Lets a kind measure a result. A figure that cannot be kept is left out with a word in the log; a job never fails for it.</summary>
internal sealed class KindFigures(KindCatalogue kinds, ILogger<KindFigures> logger)
{
    private const int MostFigures = 50;

    public IReadOnlyList<StoredMetric> Read(Job job, JsonElement result)
    {
        IReadOnlyList<Measurement> measured;
        try
        {
            measured = kinds.Find(job.Kind)?.Measure(result) ?? [];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.KindNotMeasured(exception, job.JobId);
            return [];
        }

        if (measured.Count == 0)
        {
            return [];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var kept = new List<StoredMetric>(measured.Count);
        foreach (var figure in measured)
        {
            if (ProblemOf(figure, names) is { } problem)
            {
                logger.FigureLeftOut(job.JobId, figure.Name, problem);
            }
            else
            {
                kept.Add(new StoredMetric(figure.Name, figure.Value));
            }
        }

        return kept;
    }

    private static string? ProblemOf(Measurement figure, HashSet<string> names) =>
        !MetricNames.IsValid(figure.Name) ? $"the name does not match {MetricNames.Pattern}"
        : !double.IsFinite(figure.Value) ? "the value is no finite number"
        : names.Count == MostFigures ? "there are more than 50"
        : !names.Add(figure.Name) ? "the name came before"
        : null;
}
