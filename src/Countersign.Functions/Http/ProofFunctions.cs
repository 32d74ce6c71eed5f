using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>What was done, by whom, and how anybody can check it.</summary>
public sealed class ProofFunctions(FunctionInvoker api)
{
    [Function("GetKeys")]
    public Task<IResult> GetKeysAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/keys")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ProofEndpoints.Keys, request, durable);

    [Function("GetJobProof")]
    public Task<IResult> GetJobProofAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/proof")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ProofEndpoints.Proof, request, durable);

    [Function("GetJobAudit")]
    public Task<IResult> GetJobAuditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/audit")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ProofEndpoints.Audit, request, durable);

    [Function("ListAudit")]
    public Task<IResult> ListAuditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/audit")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ProofEndpoints.List, request, durable);

    [Function("VerifyAudit")]
    public Task<IResult> VerifyAuditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/audit/verify")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ProofEndpoints.Verify, request, durable);
}
