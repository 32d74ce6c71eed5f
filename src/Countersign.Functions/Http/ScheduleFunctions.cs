using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Schedules.</summary>
public sealed class ScheduleFunctions(FunctionInvoker api)
{
    [Function("CreateSchedule")]
    public Task<IResult> CreateScheduleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/schedules")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ScheduleEndpoints.Create, request, durable);

    [Function("ListSchedules")]
    public Task<IResult> ListSchedulesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/schedules")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ScheduleEndpoints.List, request, durable);

    [Function("GetSchedule")]
    public Task<IResult> GetScheduleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/schedules/{schedule_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ScheduleEndpoints.Get, request, durable);

    [Function("PatchSchedule")]
    public Task<IResult> PatchScheduleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/schedules/{schedule_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ScheduleEndpoints.Patch, request, durable);

    [Function("DeleteSchedule")]
    public Task<IResult> DeleteScheduleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/schedules/{schedule_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ScheduleEndpoints.Delete, request, durable);

    [Function("PauseSchedule")]
    public Task<IResult> PauseScheduleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/schedules/{schedule_id}/pause")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ScheduleEndpoints.Pause, request, durable);

    [Function("ResumeSchedule")]
    public Task<IResult> ResumeScheduleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/schedules/{schedule_id}/resume")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ScheduleEndpoints.Resume, request, durable);

    [Function("GetScheduleTimes")]
    public Task<IResult> GetScheduleTimesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/schedules/{schedule_id}/next")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ScheduleEndpoints.Times, request, durable);
}
