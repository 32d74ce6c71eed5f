using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Links;

/// <summary>Makes a link for one approver and the plan that is held.</summary>
internal sealed class CreateLinkHandler(JsonBody body, IJobStore jobs, ApiKeys keys, TimeProvider clock) : JobEndpointHandler(jobs)
{
    private const int LongestName = 200;
    private const double Longest = 2_592_000;

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (wanted, invalid) = await body.ReadAsync(request.Http, Read, cancellationToken);
        if (wanted is null)
        {
            return invalid!;
        }

        if (keys.IsAgent(LinkRules.CallerOf(wanted.Approver).User))
        {
            return Refusals.Invalid("approver", $"is '{wanted.Approver}', an agent; allowed is a person: agents never approve.");
        }

        var token = LinkTokens.New();
        var created = await Jobs.UpdateAsync(
            record.Job.JobId, current => Create(current, request, wanted, LinkTokens.HashOf(token)), cancellationToken);
        if (created is not { Link: { } link })
        {
            return created?.Refusal ?? Refusals.JobNotFound(record.Job.JobId);
        }

        var response = new ApprovalLinkResponse(
            UrlOf(request.Http, record.Job.JobId, token), link.Approver, created.Version, link.PlanHash, link.ExpiresAt);
        request.Http.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Json(response, ContractsJson.Default.ApprovalLinkResponse, StatusCodes.Status201Created);
    }

    private JobUpdate<Outcome> Create(JobRecord record, ApiRequest request, ApprovalLinkRequest wanted, string tokenHash)
    {
        var now = clock.GetUtcNow();
        var job = record.Job;
        ApprovalLink[] live = [.. record.Links.Where(link => link.ExpiresAt > now)];
        var refusal = LinkRules.CheckCreation(request.Caller, wanted.Approver, job)
            ?? (job.Status != JobStatus.AwaitingApproval ? Refusals.PlanNotHeld(job.Status) : null)
            ?? (live.Length >= LinkRules.MaxLinks ? Refusals.TooManyLinks(LinkRules.MaxLinks) : null);
        if (refusal is not null)
        {
            return new JobUpdate<Outcome>(new Outcome(null, 0, refusal));
        }

        var closesAt = job.Approval.ExpiresAt!.Value;
        var wishedFor = wanted.ExpiresInSeconds is { } seconds ? now.AddSeconds(seconds) : closesAt;
        var link = new ApprovalLink(
            tokenHash, wanted.Approver, job.Plan!.Hash, wishedFor < closesAt ? wishedFor : closesAt, request.Caller.Actor);
        return new JobUpdate<Outcome>(
            new Outcome(link, job.Plan.Version, null),
            // Expired links go only when there are many: until then their page says what they were.
            new JobChange
            {
                Record = record with { UpdatedAt = now, Links = [.. record.Links.Count < LinkRules.MaxLinks ? record.Links : live, link] },
            });
    }

    private static string UrlOf(HttpRequest http, string jobId, string token) =>
        $"{http.Scheme}://{http.Host}{http.PathBase}/api/jobs/{jobId}/approval-links/{token}";

    private static ApprovalLinkRequest Read(JsonFields fields, FieldErrors errors)
    {
        var approver = fields.String("approver", LongestName, required: true) ?? "";
        if (approver.Length > 0 && (!approver.StartsWith("user:", StringComparison.Ordinal) || approver.Length == "user:".Length))
        {
            errors.Add("approver", $"is '{approver}'; allowed is user:NAME: a link is for one person.");
        }

        return new ApprovalLinkRequest(approver, fields.Number("expires_in_seconds", 1, Longest));
    }

    private sealed record Outcome(ApprovalLink? Link, int Version, Refusal? Refusal);
}
