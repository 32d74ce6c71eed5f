using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Tasks;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Tasks;

/// <summary>Lists saved tasks, or those that ship with the product.</summary>
internal sealed class ListTasksHandler(TaskDefinitions tasks) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var builtin = fields.Flag("builtin") ?? false;
        var templates = fields.Flag("template") ?? false;
        var query = new DefinitionQuery
        {
            Sort = DefinitionSorts.Task,
            Owner = fields.String("owner"),
            Label = templates ? SavedTask.TemplateLabel : null,
            Text = fields.String("q"),
            Skip = fields.Skip(),
            Limit = fields.Limit(),
        };
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var (items, total) = builtin ? Builtin(query) : await tasks.ListAsync(query, request.Caller, cancellationToken);
        var list = new TaskList(await tasks.ShowAsync(items, request.Caller, cancellationToken), total);
        return Answers.Json(list, ContractsJson.Default.TaskList);
    }

    private static (IReadOnlyList<SavedTask> Items, long Total) Builtin(DefinitionQuery query)
    {
        var text = SearchText.Fold(query.Text ?? "");
        var matching = BuiltinTasks.All
            .Where(task => SearchText.Fold($"{task.Name} {task.TaskId}").Contains(text, StringComparison.Ordinal))
            .ToArray();
        return ([.. matching.Skip(query.Skip).Take(query.Limit)], matching.Length);
    }
}
