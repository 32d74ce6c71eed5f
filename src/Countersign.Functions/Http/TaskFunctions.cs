using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Tasks and templates.</summary>
public sealed class TaskFunctions(FunctionInvoker api)
{
    [Function("CreateTask")]
    public Task<IResult> CreateTaskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tasks")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(TaskEndpoints.Create, request, durable);

    [Function("ListTasks")]
    public Task<IResult> ListTasksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/tasks")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(TaskEndpoints.List, request, durable);

    [Function("GetTask")]
    public Task<IResult> GetTaskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/tasks/{task_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(TaskEndpoints.Get, request, durable);

    [Function("PatchTask")]
    public Task<IResult> PatchTaskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/tasks/{task_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(TaskEndpoints.Patch, request, durable);

    [Function("ReplaceTask")]
    public Task<IResult> ReplaceTaskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/tasks/{task_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(TaskEndpoints.Replace, request, durable);

    [Function("DeleteTask")]
    public Task<IResult> DeleteTaskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/tasks/{task_id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(TaskEndpoints.Delete, request, durable);

    [Function("ListTemplates")]
    public Task<IResult> ListTemplatesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/templates")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(TaskEndpoints.Templates, request, durable);
}
