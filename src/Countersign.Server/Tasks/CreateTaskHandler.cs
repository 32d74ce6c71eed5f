using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Tasks;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Tasks;

/// <summary>Saves a new task.</summary>
internal sealed class CreateTaskHandler(
    JsonBody body, IDefinitionStore definitions, TaskDefinitions tasks, TaskRules rules, TimeProvider clock) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (content, refusal) = await body.ReadAsync(request.Http, Read, cancellationToken);
        if (content is null)
        {
            return refusal!;
        }

        var taskId = content.TaskId ?? TimeOrderedId.New(clock);
        var now = WholeMilliseconds.Of(clock.GetUtcNow());
        var record = SavedTask.WithContent(
            DefinitionRecord.New(DefinitionSorts.Task, taskId, request.Caller.User, content.Name!, now),
            content);
        if (BuiltinTasks.Find(taskId) is not null || await definitions.TryCreateAsync(record, cancellationToken) is not null)
        {
            return Refusals.TaskExists(taskId);
        }

        request.Http.HttpContext.Response.Headers.Location = $"/api/tasks/{taskId}";
        var task = await tasks.ShowAsync(SavedTask.Of(record), request.Caller, cancellationToken);
        return Answers.Json(task, ContractsJson.Default.TaskDefinition, StatusCodes.Status201Created);
    }

    private TaskRequest Read(JsonFields fields, FieldErrors errors)
    {
        var content = TaskBody.ReadNew(fields, errors);
        rules.Check(content, errors);
        return content;
    }
}
