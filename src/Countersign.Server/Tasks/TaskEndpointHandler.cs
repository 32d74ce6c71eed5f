using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Tasks;

/// <summary>A handler of one task's endpoint: finds the task first, and answers only for those who may see it.</summary>
internal abstract class TaskEndpointHandler(TaskDefinitions tasks) : IEndpointHandler
{
    protected TaskDefinitions Tasks { get; } = tasks;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var taskId = request.Route("task_id");
        if (await Tasks.FindAsync(taskId, request.Caller, cancellationToken) is not { } task)
        {
            return Refusals.TaskNotFound(taskId);
        }

        return task.Definition is null && !HttpMethods.IsGet(request.Http.Method)
            ? Refusals.TaskBuiltin(taskId)
            : await AnswerAsync(request, task, cancellationToken);
    }

    /// <summary>Answers for a task that the caller may see, and change where the request is to change it.</summary>
    protected abstract Task<IResult> AnswerAsync(ApiRequest request, SavedTask task, CancellationToken cancellationToken);
}
