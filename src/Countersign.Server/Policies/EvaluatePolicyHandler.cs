using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Kinds;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Policies;

/// <summary>Says what the rules would decide, and decides nothing.</summary>
internal sealed class EvaluatePolicyHandler(JsonBody body, IJobStore jobs, CurrentPlan plans, KindCatalogue kinds, PolicyEvaluator policies)
    : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (asked, invalid) = await body.ReadAsync(request.Http, Read, cancellationToken);
        if (asked is null)
        {
            return invalid!;
        }

        if (asked.JobId is not { } jobId)
        {
            return Answer(await policies.EvaluateAsync(asked.Kind!, asked.Risk!.Value, asked.Estimate, content: null, cancellationToken));
        }

        var record = await jobs.GetAsync(jobId, cancellationToken);
        if (record is null || !ApproverRules.MayRead(request.Caller, record.Job))
        {
            return Refusals.JobNotFound(jobId);
        }

        return await plans.ReadAsync(record, cancellationToken) is { } plan
            ? Answer(await policies.EvaluateAsync(record.Job.Kind, plan, cancellationToken))
            : Refusals.PlanNotReady(record.Job.Status);
    }

    private static IResult Answer(PolicyVerdict verdict) => Answers.Json(verdict, ContractsJson.Default.PolicyVerdict);

    private EvaluatePolicyRequest Read(JsonFields fields, FieldErrors errors)
    {
        var asked = new EvaluatePolicyRequest
        {
            JobId = fields.String("job_id", JobIds.MaxLength),
            Kind = fields.String("kind", maxLength: 200),
            Risk = fields.Choice<Risk>("risk"),
            Estimate = PlanStepsBody.ReadEstimate(fields.Object("estimate")),
        };
        if (asked.JobId is not null)
        {
            if (asked.Kind is not null || asked.Risk is not null || asked.Estimate is not null)
            {
                errors.Add("job_id", "is given together with a plan that there might be; allowed is job_id alone, or kind and risk.");
            }

            return asked;
        }

        if (asked.Kind is null || kinds.Find(asked.Kind) is null)
        {
            errors.Add("kind", $"is '{asked.Kind}'; without job_id, allowed is one of {string.Join(", ", kinds.All.Select(kind => kind.Descriptor.Kind))}.");
        }

        if (asked.Risk is null)
        {
            errors.Add("risk", "is required without job_id: read, write or destructive.");
        }

        return asked;
    }
}
