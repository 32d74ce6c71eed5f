using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Submitting jobs and looking at them.</summary>
public sealed class JobFunctions(FunctionInvoker api)
{
    [Function("SubmitJob")]
    public Task<IResult> SubmitJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.Submit, request, durable);

    [Function("ListJobs")]
    public Task<IResult> ListJobsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.List, request, durable);

    [Function("ListAllJobs")]
    public Task<IResult> ListAllJobsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.ListAll, request, durable);

    [Function("GetJob")]
    public Task<IResult> GetJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.Get, request, durable);

    [Function("GetJobResult")]
    public Task<IResult> GetJobResultAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/result")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.Result, request, durable);

    [Function("GetJobAnalysis")]
    public Task<IResult> GetJobAnalysisAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/analysis")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.Analysis, request, durable);

    [Function("GetJobSteps")]
    public Task<IResult> GetJobStepsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/steps")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.Steps, request, durable);

    [Function("GetInstance")]
    public Task<IResult> GetInstanceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/instances/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.Instance, request, durable);

    [Function("CreateUpload")]
    public Task<IResult> CreateUploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/uploads")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(JobEndpoints.Upload, request, durable);
}
