using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Figures that were taken of jobs.</summary>
public sealed class MetricFunctions(FunctionInvoker api)
{
    [Function("ListMetrics")]
    public Task<IResult> ListMetricsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/metrics")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(MetricEndpoints.List, request, durable);

    [Function("GetMetric")]
    public Task<IResult> GetMetricAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/metrics/{metric_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(MetricEndpoints.Get, request, durable);

    [Function("SummarizeJobMetrics")]
    public Task<IResult> SummarizeJobMetricsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/metrics/job/{id}/summary")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(MetricEndpoints.JobSummary, request, durable);

    [Function("SummarizeTaskMetrics")]
    public Task<IResult> SummarizeTaskMetricsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/metrics/task/{task_id}/summary")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(MetricEndpoints.TaskSummary, request, durable);

    [Function("SummarizeRunMetrics")]
    public Task<IResult> SummarizeRunMetricsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/metrics/run/{id}/summary")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(MetricEndpoints.RunSummary, request, durable);
}
