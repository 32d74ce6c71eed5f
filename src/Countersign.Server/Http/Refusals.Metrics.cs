using Countersign.Contracts.Errors;

namespace Countersign.Server.Http;

/// <summary>Expected errors of figures.</summary>
public static partial class Refusals
{
    public static Refusal MetricNotFound(string metricId) =>
        new(404, ErrorCodes.MetricNotFound, "There is no such metric", $"No metric has the id '{metricId}'. GET /api/metrics lists them.");
}
