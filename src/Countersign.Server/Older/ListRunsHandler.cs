using Countersign.Contracts;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

internal sealed class ListRunsHandler(IJobStore jobs) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (query, refusal) = OlderList.Read(
            request,
            new JobQuery { OfTasks = true },
            OlderStatuses.FoldRun,
            (fields, read) => read with { TaskId = fields.String("task_id") });
        if (query is null)
        {
            return refusal!;
        }

        var page = await jobs.ListAsync(query, cancellationToken);
        var list = new RunList([.. page.Items.Select(record => Runs.Of(record.Job))], page.Total);
        return Answers.Json(list, ContractsJson.Default.RunList);
    }
}
