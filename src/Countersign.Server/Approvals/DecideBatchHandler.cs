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

/// <summary>Takes many decisions, each for itself: one that is refused stops no other.</summary>
internal sealed class DecideBatchHandler(JsonBody body, IJobStore jobs, PlanDecisions decisions) : IEndpointHandler
{
    private const int MaxDecisions = 100;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (key, badKey) = IdempotencyKeys.Read(request.Http);
        if (badKey is not null)
        {
            return badKey;
        }

        var (batch, invalid) = await body.ReadAsync(request.Http, Read, cancellationToken);
        if (batch is null)
        {
            return invalid!;
        }

        var results = new List<BatchDecisionResult>();
        foreach (var decision in batch.Decisions)
        {
            var answer = await DecideAsync(decision, request.Caller, key, cancellationToken);
            results.Add(new BatchDecisionResult(decision.JobId, answer.Status, answer.Refusal?.Code, answer.Refusal?.Detail));
        }

        return Answers.Json(new BatchDecisionResponse(results), ContractsJson.Default.BatchDecisionResponse);
    }

    private async Task<DecisionAnswer> DecideAsync(BatchDecision decision, Caller caller, string? key, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(decision.JobId, cancellationToken);
        if (record is null || !ApproverRules.MayRead(caller, record.Job))
        {
            return new DecisionAnswer(null, Refusals.JobNotFound(decision.JobId));
        }

        var one = new DecisionRequest { Approved = decision.Approved, PlanHash = decision.PlanHash, Feedback = decision.Feedback };
        return await decisions.DecideAsync(record, caller, one, key, cancellationToken);
    }

    private static BatchDecisionRequest Read(JsonFields fields, FieldErrors errors)
    {
        var decisions = fields.Objects("decisions", MaxDecisions, required: true);
        if (decisions is { Count: 0 })
        {
            errors.Add("decisions", $"is empty; allowed are 1 to {MaxDecisions}.");
        }

        return new BatchDecisionRequest([.. (decisions ?? []).Select(decision => ReadOne(decision.Fields))]);
    }

    private static BatchDecision ReadOne(JsonFields fields)
    {
        var decision = new BatchDecision
        {
            JobId = fields.String("job_id", JobIds.MaxLength, required: true) ?? "",
            Approved = fields.Boolean("approved", required: true) ?? false,
            PlanHash = fields.String("plan_hash", maxLength: 100, required: true) ?? "",
            Feedback = fields.String("feedback", DecisionBody.LongestFeedback),
        };
        fields.RefuseOthers();
        return decision;
    }
}
