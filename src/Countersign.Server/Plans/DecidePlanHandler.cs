using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

/// <summary>Takes a person's decision on the plan that is held. The stored decision counts; the event only wakes.</summary>
internal sealed class DecidePlanHandler(JsonBody body, IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : JobEndpointHandler(jobs)
{
    private const int LongestFeedback = 10_000;

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (decision, invalid) = await body.ReadAsync(request.Http, Read, cancellationToken);
        if (decision is null)
        {
            return invalid!;
        }

        var now = clock.GetUtcNow();
        var outcome = await Jobs.UpdateAsync(
            record.Job.JobId,
            current => RefusedAttempts.Note(Gatekeeper.Decide(current, request.Caller, decision, now), request.Caller, decision, now),
            cancellationToken);
        switch (outcome)
        {
            case null:
                return Refusals.JobNotFound(record.Job.JobId);
            case { Refusal: { } refusal }:
                return refusal;
            default:
                await wakeUps.HandOverAsync(outcome.Record);
                return Answer(outcome.Record);
        }
    }

    private static DecisionRequest Read(JsonFields fields, FieldErrors errors) => new()
    {
        Approved = fields.Boolean("approved", required: true) ?? false,
        PlanHash = fields.String("plan_hash", maxLength: 100),
        Feedback = fields.String("feedback", LongestFeedback),
    };

    private static IResult Answer(JobRecord record)
    {
        var approval = record.Job.Approval;
        var inFavour = approval.Votes.Count(vote => vote.Approved);
        var response = new DecisionResponse(
            record.Job.JobId,
            record.Job.Status,
            record.Job.Plan!.Version,
            record.Job.Plan.Hash,
            $"{inFavour}/{approval.Required}",
            approval.Decision);
        var status = approval.Decision is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        return Answers.Json(response, ContractsJson.Default.DecisionResponse, status);
    }
}
