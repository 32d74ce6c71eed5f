using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

internal sealed class GetRunHandler(IJobStore jobs, RunViews views) : JobEndpointHandler(jobs)
{
    protected override Refusal? RefuseCaller(ApiRequest request, Job job) =>
        RunViews.RefuseOthers(job) ?? base.RefuseCaller(request, job);

    protected override Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        views.AnswerAsync(record, StatusCodes.Status200OK, cancellationToken);
}
