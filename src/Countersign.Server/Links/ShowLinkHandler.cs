using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Links;

/// <summary>Shows what a link is for. Mail scanners and previews open links too: looking changes nothing, however often.</summary>
internal sealed class ShowLinkHandler(IJobStore jobs, CurrentPlan plans, TimeProvider clock) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(request.Route("id"), cancellationToken);
        var (link, refusal) = LinkRules.Open(record, LinkTokens.HashOf(request.Route("token")), clock.GetUtcNow());
        var plan = refusal is null ? await plans.ReadAsync(record!, cancellationToken) : null;

        // Read apart from the record: it may have been changed in between.
        if (refusal is null && plan?.Hash != link!.PlanHash)
        {
            refusal = Refusals.PlanChanged(link.PlanHash, plan?.Hash ?? "");
        }

        if (LinkAnswers.WantsJson(request.Http))
        {
            return LinkAnswers.Private(refusal is null
                ? Answers.Json(ToJson(record!, link!, plan!), ContractsJson.Default.LinkedApproval)
                : refusal);
        }

        return refusal is null ? LinkAnswers.Page(LinkPages.Plan(record!.Job, link!, plan!)) : LinkAnswers.Page(LinkPages.Refused(refusal), refusal.Status);
    }

    private static LinkedApproval ToJson(JobRecord record, ApprovalLink link, Contracts.Plans.Plan plan) => new(
        record.Job.JobId, record.Job.Kind, record.Job.Name, record.Job.Owner, link.Approver, link.ExpiresAt, plan);
}
