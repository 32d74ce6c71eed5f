using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Tasks;

/// <summary>Removes a task none of whose runs is active. Its runs stay: each holds all that it needs.</summary>
internal sealed class DeleteTaskHandler(IDefinitionStore definitions, TaskDefinitions tasks) : TaskEndpointHandler(tasks)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedTask task, CancellationToken cancellationToken)
    {
        var runs = await Tasks.CountAsync(task.TaskId, request.Caller, cancellationToken);
        if (runs.Active > 0)
        {
            return Refusals.TaskActive(task.TaskId, runs.Active);
        }

        return await definitions.DeleteAsync(DefinitionSorts.Task, task.TaskId, cancellationToken)
            ? Results.NoContent()
            : Refusals.TaskNotFound(task.TaskId);
    }
}
