using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Metrics;

internal sealed class SummarizeJobMetricsHandler(IJobStore jobs, MetricSummaries summaries) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Answers.Json(await summaries.OfJobAsync(record.Job, cancellationToken), ContractsJson.Default.MetricSummaryList);
}
