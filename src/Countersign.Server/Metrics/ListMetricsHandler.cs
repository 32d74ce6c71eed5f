using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Metrics;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Metrics;

/// <summary>Figures of one job, of the runs of a task, or of all jobs that the caller may list.</summary>
internal sealed class ListMetricsHandler(IJobStore jobs, IMetricStore metrics, MetricPages pages) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var query = Read(new QueryFields(request.Http.Query, errors), errors);
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var list = query.JobId is null
            ? await pages.ReadAsync(query, request.Caller.IsAdmin ? null : request.Caller.User, cancellationToken)
            : await ReadJobAsync(request, query, cancellationToken);
        return Answers.Json(list, ContractsJson.Default.MetricList);
    }

    private static MetricQuery Read(QueryFields fields, FieldErrors errors)
    {
        var query = new MetricQuery(
            fields.String("job_id"),
            fields.String("task_id"),
            fields.String("name"),
            fields.Limit());
        if (query.Name is { } name && !MetricNames.IsValid(name))
        {
            errors.Add("name", $"is '{name}'; allowed is a name that matches {MetricNames.Pattern}.");
        }

        if (fields.String("cursor", maxLength: 400) is { } cursor)
        {
            query = query with { After = MetricCursor.Parse(cursor) };
            if (query.After is null || (query.JobId is { } jobId && query.After.JobId != jobId))
            {
                errors.Add("cursor", $"is '{cursor}'; allowed is a next_cursor of this list.");
            }
        }

        fields.RefuseOthers();
        return query;
    }

    /// <summary>As of any filter that fits nothing, the list is empty for a job that there is not, or that the caller may not read.</summary>
    private async Task<MetricList> ReadJobAsync(ApiRequest request, MetricQuery query, CancellationToken cancellationToken)
    {
        if (await jobs.GetAsync(query.JobId!, cancellationToken) is not { MetricCount: > 0 } record
            || (query.TaskId is { } taskId && record.Job.TaskId != taskId)
            || !ApproverRules.MayFind(request.Caller, record))
        {
            return new MetricList([], null);
        }

        var page = new MetricPage(query);
        page.Add(record.Job, await metrics.ReadAsync(record.Job.JobId, cancellationToken), after: query.After?.Number ?? 0);
        return page.ToList();
    }
}
