using Countersign.Contracts;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

internal sealed class ListBuildsHandler(IJobStore jobs) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (query, refusal) = OlderList.Read(request, new JobQuery { Kind = OlderJobs.Build }, OlderStatuses.Fold);
        if (query is null)
        {
            return refusal!;
        }

        var page = await jobs.ListAsync(query, cancellationToken);
        var list = new OlderJobList([.. page.Items.Select(record => OlderJobs.Of(record, "Build"))], page.Total, query.Skip, query.Limit);
        return Answers.Json(list, ContractsJson.Default.OlderJobList);
    }
}
