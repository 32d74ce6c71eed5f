using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Job documents as a replaced service had them.</summary>
public sealed class DocumentFunctions(FunctionInvoker api)
{
    [Function("SubmitJobDocument")]
    public Task<IResult> SubmitJobDocumentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentEndpoints.Submit, request, durable);

    [Function("ListJobDocuments")]
    public Task<IResult> ListJobDocumentsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentEndpoints.List, request, durable);

    [Function("GetJobDocument")]
    public Task<IResult> GetJobDocumentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentEndpoints.Get, request, durable);

    [Function("GetJobDocumentResult")]
    public Task<IResult> GetJobDocumentResultAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/jobs/{id}/result")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentEndpoints.Result, request, durable);

    [Function("GetDocumentCapabilities")]
    public Task<IResult> GetDocumentCapabilitiesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/capabilities")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentEndpoints.Capabilities, request, durable);

    [Function("GetDocumentHealth")]
    public Task<IResult> GetDocumentHealthAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/health")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentEndpoints.Health, request, durable);
}
