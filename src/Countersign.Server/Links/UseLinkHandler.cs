using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Links;

/// <summary>Decides by a link, once, in the name of the approver that it was made for.</summary>
internal sealed class UseLinkHandler(
    LinkForm form, JsonBody body, IJobStore jobs, IPlanStore plans, WakeUpSender wakeUps, TimeProvider clock)
    : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var isForm = request.Http.HasFormContentType;
        if (request.Caller.IsAgent)
        {
            // A link that was passed on to an agent makes no approver of it.
            return Answer(isForm, Refusals.NotAnApprover(request.Caller.User));
        }

        var (decision, invalid) = isForm
            ? await form.ReadAsync(request.Http, cancellationToken)
            : await body.ReadAsync(request.Http, Read, cancellationToken);
        if (decision is null)
        {
            return Answer(isForm, invalid!);
        }

        var jobId = request.Route("id");
        var taken = await jobs.GetAsync(jobId, cancellationToken) is { } found ? await plans.FindTakenAsync(found, cancellationToken) : null;
        var outcome = await jobs.UpdateAsync(
            jobId, record => Use(record, LinkTokens.HashOf(request.Route("token")), decision, taken), cancellationToken)
            ?? new GateAnswer(null!, Refusals.LinkNotFound());
        if (outcome.Refusal is { } refusal)
        {
            return Answer(isForm, refusal);
        }

        await wakeUps.HandOverAsync(outcome.Record);
        var response = PlanDecisions.ResponseOf(outcome.Record);
        return isForm
            ? LinkAnswers.Page(LinkPages.Taken(response, decision.Approved))
            : LinkAnswers.Private(Answers.Json(
                response, ContractsJson.Default.DecisionResponse, response.Decision is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK));
    }

    private JobUpdate<GateAnswer> Use(JobRecord record, string tokenHash, DecisionRequest decision, int? taken)
    {
        var now = clock.GetUtcNow();
        var (link, refusal) = LinkRules.Open(record, tokenHash, now);
        if (refusal is not null)
        {
            return new JobUpdate<GateAnswer>(new GateAnswer(record, refusal));
        }

        var (caller, answer) = (LinkRules.CallerOf(link!.Approver), decision with { PlanHash = link.PlanHash });
        var judged = Gatekeeper.Decide(record, caller, answer, now, link: link).UnlessTaken(record, taken);
        if (judged.Change is not { } change)
        {
            return RefusedAttempts.Note(judged, caller, answer, now);
        }

        var used = change.Record with
        {
            Links = [.. change.Record.Links.Select(other => other == link ? link with { UsedAt = now } : other)],
        };
        return new JobUpdate<GateAnswer>(new GateAnswer(used), change with { Record = used });
    }

    private static IResult Answer(bool isForm, Refusal refusal) =>
        isForm ? LinkAnswers.Page(LinkPages.Refused(refusal), refusal.Status) : LinkAnswers.Private(refusal);

    private static DecisionRequest Read(JsonFields fields, FieldErrors errors) => new()
    {
        Approved = fields.Boolean("approved", required: true) ?? false,
        Feedback = fields.String("feedback", DecisionBody.LongestFeedback),
    };
}
