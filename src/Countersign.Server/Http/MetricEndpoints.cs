using Countersign.Contracts.Errors;
using Countersign.Contracts.Metrics;
using Countersign.Server.Metrics;

namespace Countersign.Server.Http;

/// <summary>Figures that were taken of jobs. What Prometheus reads is <see cref="OperationsEndpoints.Metrics"/>.</summary>
public static class MetricEndpoints
{
    private const string Tag = "metrics";

    public static Endpoint List { get; } = new()
    {
        Name = "ListMetrics",
        Method = "GET",
        Route = "api/metrics",
        Tag = Tag,
        Summary = "List figures of your jobs: the newest job's first, those of a job as they were taken; administrators see all jobs.",
        Handler = typeof(ListMetricsHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            new("job_id", "Figures of this job; of any that you may read."),
            new("task_id", "Figures of the runs of this task."),
            new("name", $"Figures of this name, such as {MetricNames.Duration}."),
            new("limit", "1 to 100. Default 10. A page may hold fewer, or none, while next_cursor says that there are more.", Type: "integer"),
            new("cursor", "From next_cursor of the page before."),
        ],
        Responses = [new(200, typeof(MetricList), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest)],
    };

    public static Endpoint Get { get; } = new()
    {
        Name = "GetMetric",
        Method = "GET",
        Route = "api/metrics/{metric_id}",
        Tag = Tag,
        Summary = "Read one figure.",
        Handler = typeof(GetMetricHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Metric), "The figure.")],
        Problems = [new(404, ErrorCodes.MetricNotFound)],
    };

    public static Endpoint JobSummary { get; } = new()
    {
        Name = "SummarizeJobMetrics",
        Method = "GET",
        Route = "api/metrics/job/{id}/summary",
        Tag = Tag,
        Summary = "Each series of a job in short: least, greatest, average, last, how many, and where it goes.",
        Handler = typeof(SummarizeJobMetricsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(MetricSummaryList), "One item for each name; none before a step has ended.")],
        Problems = [new(404, ErrorCodes.JobNotFound)],
    };

    public static Endpoint TaskSummary { get; } = new()
    {
        Name = "SummarizeTaskMetrics",
        Method = "GET",
        Route = "api/metrics/task/{task_id}/summary",
        Tag = Tag,
        Summary = "Each series over the runs of a task in short: your runs, or everybody's for administrators.",
        Handler = typeof(SummarizeTaskMetricsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(MetricSummaryList), "One item for each name. Of more than 5000 runs the newest are counted in.")],
        Problems = [new(404, ErrorCodes.TaskNotFound)],
    };

    public static Endpoint RunSummary { get; } = new()
    {
        Name = "SummarizeRunMetrics",
        Method = "GET",
        Route = "api/metrics/run/{id}/summary",
        Tag = Tag,
        Summary = "As of a job, for a run of a task.",
        Handler = typeof(SummarizeRunMetricsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(MetricSummaryList), "One item for each name.")],
        Problems = [new(404, ErrorCodes.JobNotFound)],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [List, Get, JobSummary, TaskSummary, RunSummary];
}
