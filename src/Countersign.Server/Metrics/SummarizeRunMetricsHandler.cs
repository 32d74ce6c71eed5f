using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Older;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Metrics;

/// <summary>As of a job, for the name that a replaced service had for it.</summary>
internal sealed class SummarizeRunMetricsHandler(IJobStore jobs, MetricSummaries summaries) : JobEndpointHandler(jobs)
{
    protected override Refusal? RefuseCaller(ApiRequest request, Job job) =>
        RunViews.RefuseOthers(job) ?? base.RefuseCaller(request, job);

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Answers.Json(await summaries.OfJobAsync(record.Job, cancellationToken), ContractsJson.Default.MetricSummaryList);
}
