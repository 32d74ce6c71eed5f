using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Following a job.</summary>
public sealed class EventFunctions(FunctionInvoker api)
{
    [Function("GetJobEvents")]
    public Task<IResult> GetJobEventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/events")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(EventEndpoints.Events, request, durable);

    [Function("GetEvents")]
    public Task<IResult> GetEventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/events")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(EventEndpoints.AllEvents, request, durable);

    [Function("GetJobLogs")]
    public Task<IResult> GetJobLogsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/logs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(EventEndpoints.Logs, request, durable);
}
