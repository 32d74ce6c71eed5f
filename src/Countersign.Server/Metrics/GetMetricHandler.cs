using Countersign.Contracts;
using Countersign.Contracts.Metrics;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Metrics;

/// <summary>Finds one figure by its identifier, for those who may read its job.</summary>
internal sealed class GetMetricHandler(IJobStore jobs, IMetricStore metrics) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var metricId = request.Route("metric_id");
        if (!MetricIds.TryParse(metricId, out var jobId, out var number)
            || await jobs.GetAsync(jobId, cancellationToken) is not { } record
            || number > record.MetricCount
            || !ApproverRules.MayFind(request.Caller, record))
        {
            return Refusals.MetricNotFound(metricId);
        }

        var figures = MetricViews.Of(record.Job, await metrics.ReadAsync(jobId, cancellationToken));
        return figures.FirstOrDefault(figure => figure.MetricId == metricId) is { } found
            ? Answers.Json(found, ContractsJson.Default.Metric)
            : Refusals.MetricNotFound(metricId);
    }
}
