using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Approvals;

/// <summary>Lists plans that wait: those that the caller can decide on now, or all that they may read.</summary>
internal sealed class ListApprovalsHandler(IJobStore jobs, TimeProvider clock) : IEndpointHandler
{
    // Bounds the work of one request where few of many plans are the caller's to decide.
    private const int MostReads = 20;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var assignee = fields.String("assignee");
        var state = fields.String("state");
        var limit = fields.Limit();
        var cursor = fields.String("cursor", maxLength: 1000);
        fields.RefuseOthers();
        if (assignee is not (null or "me"))
        {
            errors.Add("assignee", $"is '{assignee}'; allowed is me, or nothing for every plan that you may read.");
        }

        if (state is not (null or "open"))
        {
            errors.Add("state", $"is '{state}'; allowed is open.");
        }

        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        try
        {
            var inbox = await ReadAsync(request.Caller, onlyOwn: assignee == "me", limit, cursor, cancellationToken);
            return Answers.Json(inbox, ContractsJson.Default.ApprovalInbox);
        }
        catch (InvalidCursorException)
        {
            return Refusals.Invalid("cursor", $"is '{cursor}'; allowed is a next_cursor of this list.");
        }
    }

    private async Task<ApprovalInbox> ReadAsync(Caller caller, bool onlyOwn, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var items = new List<ApprovalItem>();
        for (var reads = 0; reads < MostReads; reads++)
        {
            // No more than what is missing: the next page begins exactly behind what was looked at.
            var page = await jobs.ListAsync(
                new JobQuery { Statuses = [JobStatus.AwaitingApproval], Limit = limit - items.Count, Cursor = cursor }, cancellationToken);
            items.AddRange(page.Items.Where(record => Shows(record.Job, caller, onlyOwn)).Select(record => ToItem(record.Job)));
            cursor = page.NextCursor;
            if (cursor is null || items.Count >= limit)
            {
                break;
            }
        }

        return new ApprovalInbox(items, cursor);
    }

    private bool Shows(Job job, Caller caller, bool onlyOwn)
    {
        var isOpen = job.Plan is not null && job.Approval.Decision is null && clock.GetUtcNow() < job.Approval.ExpiresAt;
        return isOpen && (onlyOwn
            ? ApproverRules.Check(caller, job) is null && job.Approval.Votes.All(vote => vote.Actor != caller.Actor)
            : ApproverRules.MayRead(caller, job));
    }

    private static ApprovalItem ToItem(Job job) => new()
    {
        JobId = job.JobId,
        Kind = job.Kind,
        Name = job.Name,
        Requester = job.Owner,
        Risk = job.Plan!.Risk,
        PlanVersion = job.Plan.Version,
        PlanHash = job.Plan.Hash,
        Votes = job.Approval.Votes.Count(vote => vote.Approved),
        Required = job.Approval.Required,
        DueAt = job.Approval.ExpiresAt,
    };
}
