using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

/// <summary>Makes a new version of the steps that the request brings.</summary>
internal sealed class EditPlanHandler(JsonBody body, IJobStore jobs, CurrentPlan plans, PlanRevisions revisions)
    : RevisePlanHandler(jobs, plans, revisions)
{
    protected override async Task<IResult> ReviseAsync(
        ApiRequest request, JobRecord record, Plan current, CancellationToken cancellationToken)
    {
        var ifMatch = request.Http.Headers.IfMatch.ToString();
        if (ifMatch.Length == 0)
        {
            return Refusals.PreconditionRequired(current.Hash);
        }

        if (!EntityTags.Matches(ifMatch, current.Hash))
        {
            return Refusals.PlanNotMatched(ifMatch, current.Hash);
        }

        var (edit, invalid) = await body.ReadAsync(request.Http, PlanStepsBody.Read, cancellationToken);
        return edit is null ? invalid! : await AddAsync(request, record, current, edit.Steps, "edit", cancellationToken);
    }
}
