using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Tasks;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Tasks;

/// <summary>Changes a task: with <c>PATCH</c> what the body names, with <c>PUT</c> all of it. Jobs of it that there are stay as they are.</summary>
internal sealed class ChangeTaskHandler(
    JsonBody body, IDefinitionStore definitions, TaskDefinitions tasks, TaskRules rules, TimeProvider clock) : TaskEndpointHandler(tasks)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedTask task, CancellationToken cancellationToken)
    {
        var isPatch = HttpMethods.IsPatch(request.Http.Method);
        var (change, refusal) = await body.ReadAsync<TaskRequest>(
            request.Http, isPatch ? TaskBody.ReadPatch : TaskBody.ReadWhole, cancellationToken);
        if (change is null)
        {
            return refusal!;
        }

        // Checked as a whole on the state that it changes: a patch may contradict what stays.
        var errors = new FieldErrors();
        var changed = await definitions.UpdateAsync(
            DefinitionSorts.Task,
            task.TaskId,
            found =>
            {
                errors = new FieldErrors();
                var content = isPatch ? TaskBody.Merge(SavedTask.Of(found).Content, change) : change;
                rules.Check(content, errors);
                return errors.IsEmpty ? Changed(found, content) : found;
            },
            cancellationToken);
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        return changed is null
            ? Refusals.TaskNotFound(task.TaskId)
            : Answers.Json(await Tasks.ShowAsync(SavedTask.Of(changed), request.Caller, cancellationToken), ContractsJson.Default.TaskDefinition);
    }

    private DefinitionRecord Changed(DefinitionRecord found, TaskRequest content) => SavedTask.WithContent(found, content) with
    {
        UpdatedAt = WholeMilliseconds.Of(clock.GetUtcNow()),
    };
}
