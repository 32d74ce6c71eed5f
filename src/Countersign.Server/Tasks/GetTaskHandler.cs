using Countersign.Contracts;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Tasks;

internal sealed class GetTaskHandler(TaskDefinitions tasks) : TaskEndpointHandler(tasks)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedTask task, CancellationToken cancellationToken) =>
        Answers.Json(await Tasks.ShowAsync(task, request.Caller, cancellationToken), ContractsJson.Default.TaskDefinition);
}
