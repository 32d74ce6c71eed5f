using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>The doctor, its repairs, and the removal of jobs.</summary>
public sealed class UpkeepFunctions(FunctionInvoker api)
{
    [Function("GetDoctor")]
    public Task<IResult> GetDoctorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/doctor")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(UpkeepEndpoints.Doctor, request, durable);

    [Function("RepairFindings")]
    public Task<IResult> RepairFindingsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/doctor/repair")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(UpkeepEndpoints.Repair, request, durable);

    [Function("PurgeJobs")]
    public Task<IResult> PurgeJobsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/purge")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(UpkeepEndpoints.Purge, request, durable);
}
