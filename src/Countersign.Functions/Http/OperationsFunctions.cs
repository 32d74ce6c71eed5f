using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>What those who run the service ask.</summary>
public sealed class OperationsFunctions(FunctionInvoker api)
{
    [Function("CountJobs")]
    public Task<IResult> CountJobsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/stats")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OperationsEndpoints.JobStatistics, request, durable);

    [Function("GetMetrics")]
    public Task<IResult> GetMetricsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OperationsEndpoints.Metrics, request, durable);

    [Function("GetHealthStatus")]
    public Task<IResult> GetHealthStatusAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/status")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OperationsEndpoints.HealthDetails, request, durable);
}
