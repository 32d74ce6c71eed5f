using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetStepsHandler(JobAccess access, IPlanStore plans, IJobDocuments documents) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (record, refusal) = await access.FindAsync(request, cancellationToken);
        if (record is null)
        {
            return refusal!;
        }

        var plan = record.Job.Plan is { } current
            ? await plans.GetAsync(record.Job.JobId, current.Version, cancellationToken)
            : null;
        if (plan is null)
        {
            return Refusals.PlanNotReady(record.Job.Status);
        }

        var states = await documents.GetStepsAsync(record.Job.JobId, plan.Version, cancellationToken);
        var steps = plan.Steps.Select(step => states.GetValueOrDefault(step.Id) ?? NotStarted(plan, step));
        return Answers.Json(new StepList([.. steps]), ContractsJson.Default.StepList);
    }

    private static StepState NotStarted(Plan plan, PlanStep step) => new()
    {
        StepId = step.Id,
        PlanVersion = plan.Version,
        PlanHash = plan.Hash,
        Status = StepStatus.Pending,
    };
}
