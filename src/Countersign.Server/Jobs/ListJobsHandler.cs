using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class ListJobsHandler(IJobStore jobs) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var query = Read(new QueryFields(request.Http.Query, errors), errors);
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        // A list shows own jobs; an administrator sees all, and may ask for one owner's.
        var visible = request.Caller.IsAdmin ? query : query with { Owner = request.Caller.User };
        try
        {
            var page = await jobs.ListAsync(visible, cancellationToken);
            var list = new JobList([.. page.Items.Select(record => record.Job)], page.Total, page.NextCursor);
            return Answers.Json(list, ContractsJson.Default.JobList);
        }
        catch (InvalidCursorException)
        {
            return Refusals.Invalid("cursor", $"is '{query.Cursor}'; allowed is a next_cursor of this list.");
        }
    }

    private static JobQuery Read(QueryFields fields, FieldErrors errors)
    {
        var query = new JobQuery
        {
            Statuses = fields.Choices<JobStatus>("status"),
            Kind = fields.String("kind"),
            TaskId = fields.String("task_id"),
            Owner = fields.String("owner"),
            Tag = fields.String("tag"),
            Text = fields.String("q"),
            CreatedAfter = fields.Instant("created_after"),
            CreatedBefore = fields.Instant("created_before"),
            OldestFirst = ReadSort(fields.String("sort"), errors),
            Skip = fields.Skip(),
            Limit = fields.Limit(),
            Cursor = fields.String("cursor", maxLength: 1000),
        };
        fields.RefuseOthers();
        return query;
    }

    private static bool ReadSort(string? sort, FieldErrors errors)
    {
        if (sort is not (null or "created_at" or "-created_at"))
        {
            errors.Add("sort", $"is '{sort}'; allowed is -created_at or created_at.");
        }

        return sort == "created_at";
    }
}
