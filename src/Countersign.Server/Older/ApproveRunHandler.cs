using Countersign.Contracts.Errors;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Takes a person's decision on the plan of a run, and answers with the run.</summary>
internal sealed class ApproveRunHandler(JsonBody body, IJobStore jobs, PlanDecisions decisions, RunViews views) : JobEndpointHandler(jobs)
{
    // The gate knows who may decide, and says why not.
    protected override Refusal? RefuseCaller(ApiRequest request, Job job) => RunViews.RefuseOthers(job);

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (key, badKey) = IdempotencyKeys.Read(request.Http);
        if (badKey is not null)
        {
            return badKey;
        }

        var (decision, invalid) = await body.ReadOlderAsync(request.Http, Read, cancellationToken);
        if (decision is null)
        {
            return invalid!;
        }

        var answer = await decisions.DecideAsync(record, request.Caller, decision, key, cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            return refusal;
        }

        return await Jobs.GetAsync(record.Job.JobId, CancellationToken.None) is { } decided
            ? await views.AnswerAsync(decided, answer.Status, CancellationToken.None)
            : Refusals.JobNotFound(record.Job.JobId);
    }

    private static DecisionRequest Read(JsonFields fields, FieldErrors errors) => new()
    {
        Approved = fields.Boolean("approved", required: true) ?? false,
        Feedback = fields.String("feedback", DecisionBody.LongestFeedback),
    };
}
