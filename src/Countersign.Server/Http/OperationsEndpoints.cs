using Countersign.Contracts.Health;
using Countersign.Contracts.Statistics;
using Countersign.Server.Health;
using Countersign.Server.Statistics;
using Countersign.Server.Telemetry;

namespace Countersign.Server.Http;

/// <summary>What those who run the service ask.</summary>
public static class OperationsEndpoints
{
    public static Endpoint JobStatistics { get; } = new()
    {
        Name = "CountJobs",
        Method = "GET",
        Route = "api/jobs/stats",
        Tag = "jobs",
        Summary = "How your jobs stand by status and kind, and how long they took; administrators see all jobs.",
        Handler = typeof(GetJobStatisticsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(JobBreakdown), "From counts that are kept, however many jobs there are.")],
    };

    public static Endpoint Metrics { get; } = new()
    {
        Name = "GetMetrics",
        Method = "GET",
        Route = "metrics",
        Tag = "service",
        Summary = "The process's instruments for Prometheus.",
        Handler = typeof(GetMetricsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(string), "Text format 0.0.4.", "text/plain")],
    };

    public static Endpoint HealthDetails { get; } = new()
    {
        Name = "GetHealthStatus",
        Method = "GET",
        Route = "api/health/status",
        Tag = "service",
        Summary = "How the parts are, with what the process uses.",
        Handler = typeof(GetHealthDetailsHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(HealthDetails), "The body tells, also when a part is broken.")],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [JobStatistics, Metrics, HealthDetails];
}
