using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>The files that jobs produce.</summary>
public sealed class ArtifactFunctions(FunctionInvoker api)
{
    [Function("ListJobArtifacts")]
    public Task<IResult> ListJobArtifactsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/artifacts")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ArtifactEndpoints.List, request, durable);

    [Function("GetJobArtifact")]
    public Task<IResult> GetJobArtifactAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/artifacts/{name}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ArtifactEndpoints.Get, request, durable);

    [Function("HeadJobArtifact")]
    public Task<IResult> HeadJobArtifactAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "head", Route = "api/jobs/{id}/artifacts/{name}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ArtifactEndpoints.Head, request, durable);
}
