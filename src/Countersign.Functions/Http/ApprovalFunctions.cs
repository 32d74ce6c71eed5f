using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>What waits for a decision, decisions in many, links, and the rules that decide without a person.</summary>
public sealed class ApprovalFunctions(FunctionInvoker api)
{
    [Function("ListApprovals")]
    public Task<IResult> ListApprovalsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/approvals")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ApprovalEndpoints.Inbox, request, durable);

    [Function("DecideBatch")]
    public Task<IResult> DecideBatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/approvals/batch")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ApprovalEndpoints.Batch, request, durable);

    [Function("EvaluatePolicies")]
    public Task<IResult> EvaluatePoliciesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/policies/evaluate")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ApprovalEndpoints.EvaluatePolicies, request, durable);

    [Function("CreateApprovalLink")]
    public Task<IResult> CreateApprovalLinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/approval-links")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ApprovalEndpoints.CreateLink, request, durable);

    [Function("ShowApprovalLink")]
    public Task<IResult> ShowApprovalLinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/approval-links/{token}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ApprovalEndpoints.ShowLink, request, durable);

    [Function("UseApprovalLink")]
    public Task<IResult> UseApprovalLinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/approval-links/{token}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ApprovalEndpoints.UseLink, request, durable);
}
