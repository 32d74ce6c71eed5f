using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>The API's description as pages.</summary>
public sealed class DocumentationFunctions(FunctionInvoker api)
{
    [Function("GetDocs")]
    public Task<IResult> GetDocsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/docs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentationEndpoints.Docs, request, durable);

    [Function("GetDocsAsset")]
    public Task<IResult> GetDocsAssetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/docs/{asset}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentationEndpoints.Asset, request, durable);

    [Function("GetRedoc")]
    public Task<IResult> GetRedocAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/redoc")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(DocumentationEndpoints.Redoc, request, durable);
}
