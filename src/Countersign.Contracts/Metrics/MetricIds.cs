using System.Globalization;
using Countersign.Contracts.Jobs;

namespace Countersign.Contracts.Metrics;

/// <summary>Identifiers of figures: <c>{job_id}~{number}</c>, the number counting the job's figures from 1. No job's identifier holds a tilde.</summary>
public static class MetricIds
{
    private const char Border = '~';

    public static string Of(string jobId, int number) => string.Create(CultureInfo.InvariantCulture, $"{jobId}{Border}{number}");

    /// <summary>The two parts; false for a text that <see cref="Of"/> does not make.</summary>
    public static bool TryParse(string? text, out string jobId, out int number)
    {
        (jobId, number) = ("", 0);
        var at = text?.LastIndexOf(Border) ?? -1;
        if (at < 1 || !JobIds.IsValid(text![..at])
            || !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            || number < 1)
        {
            return false;
        }

        jobId = text[..at];
        return Of(jobId, number) == text;
    }
}
