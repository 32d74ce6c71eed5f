using Countersign.Contracts;
using Countersign.Contracts.Tasks;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Tasks;

/// <summary>Lists every template: those that ship with the product, and behind them the caller's own, the newest first.</summary>
internal sealed class ListTemplatesHandler(TaskDefinitions tasks) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var query = new DefinitionQuery
        {
            Sort = DefinitionSorts.Task,
            Label = SavedTask.TemplateLabel,
            Limit = QueryFields.MaxPageSize,
        };
        var (own, total) = await tasks.ListAsync(query, request.Caller, cancellationToken);
        var list = new TaskList(
            await tasks.ShowAsync([.. BuiltinTasks.All, .. own], request.Caller, cancellationToken), BuiltinTasks.All.Count + total);
        return Answers.Json(list, ContractsJson.Default.TaskList);
    }
}
