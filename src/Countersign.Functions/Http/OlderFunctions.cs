using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Builds, analyses and generations as replaced services had them.</summary>
public sealed class OlderFunctions(FunctionInvoker api)
{
    [Function("CreateBuild")]
    public Task<IResult> CreateBuildAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/build")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OlderEndpoints.CreateBuild, request, durable);

    [Function("ListBuilds")]
    public Task<IResult> ListBuildsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/build")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OlderEndpoints.ListBuilds, request, durable);

    [Function("GetBuild")]
    public Task<IResult> GetBuildAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/build/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OlderEndpoints.GetBuild, request, durable);

    [Function("CancelBuild")]
    public Task<IResult> CancelBuildAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/build/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OlderEndpoints.CancelBuild, request, durable);

    [Function("CreateCodeAnalysis")]
    public Task<IResult> CreateCodeAnalysisAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/analysis")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OlderEndpoints.CreateCodeAnalysis, request, durable);

    [Function("GetCodeAnalysis")]
    public Task<IResult> GetCodeAnalysisAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/analysis/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OlderEndpoints.GetCodeAnalysis, request, durable);

    [Function("GenerateProject")]
    public Task<IResult> GenerateProjectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/generate")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(OlderEndpoints.Generate, request, durable);
}
