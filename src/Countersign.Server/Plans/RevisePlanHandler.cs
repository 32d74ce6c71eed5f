using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

/// <summary>A handler that makes a new plan version: who may, when, and what is answered.</summary>
internal abstract class RevisePlanHandler(IJobStore jobs, CurrentPlan plans, PlanRevisions revisions) : JobEndpointHandler(jobs)
{
    protected PlanRevisions Revisions { get; } = revisions;

    protected override Refusal? RefuseCaller(ApiRequest request, Job job) =>
        ApproverRules.MayRevise(request.Caller, job)
            ? null
            : Refusals.Forbidden($"Its plan may be changed by '{job.Owner}', by those who may decide on it, and by administrators.");

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        if (Revisions.RefuseNow(record) is { } refusal)
        {
            return refusal;
        }

        var current = await plans.ReadAsync(record, cancellationToken);
        return await ReviseAsync(request, record, current!, cancellationToken);
    }

    /// <summary>Makes the version from what the request says.</summary>
    protected abstract Task<IResult> ReviseAsync(ApiRequest request, JobRecord record, Plan current, CancellationToken cancellationToken);

    /// <summary>Adds the version and answers with it.</summary>
    protected async Task<IResult> AddAsync(
        ApiRequest request, JobRecord record, Plan current, IReadOnlyList<PlanStep> steps, string reason, CancellationToken cancellationToken)
    {
        var (plan, refusal) = await Revisions.ReviseAsync(record, current, steps, new Revision(request.Caller, reason), cancellationToken);
        if (plan is null)
        {
            return refusal!;
        }

        request.Http.HttpContext.Response.Headers.ETag = EntityTags.Of(plan.Hash);
        return Answers.Json(plan, ContractsJson.Default.Plan);
    }
}
