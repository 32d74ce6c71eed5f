using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetStepsHandler(IJobStore jobs, CurrentPlan plans, IJobDocuments documents) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        if (await plans.ReadAsync(record, cancellationToken) is not { } plan)
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
