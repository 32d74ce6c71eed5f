using System.Text;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Audit;

/// <summary>
/// Which consequential acts a change of a job tells. Made from the change itself, so that no part of the server has to think of
/// it: an event of a type that is not known here is an act of that name.
/// </summary>
internal static class AuditTrail
{
    /// <summary>The acts of a job's creation.</summary>
    public static IEnumerable<AuditDraft> OfCreation(JobChange change)
    {
        var job = change.Record.Job;
        var submitted = new AuditDraft(
            AuditActs.Submitted,
            $"user:{job.Owner}",
            new("kind", job.Kind),
            new("approval_mode", SnakeCase.NameOf(job.Approval.Mode)),
            new("request_digest", change.Record.RequestDigest));
        return Of(change).Prepend(submitted);
    }

    /// <summary>The acts of a change, in its order.</summary>
    public static IEnumerable<AuditDraft> Of(JobChange change) => change.Events.SelectMany(draft => Of(change, draft)).Concat(change.Acts);

    private static IEnumerable<AuditDraft> Of(JobChange change, EventDraft draft) => draft.Type switch
    {
        // What only reports, or is told by another row of the same change.
        EventTypes.Log or EventTypes.Progress or EventTypes.AnalysisStart or EventTypes.ApprovalRequired => [],
        EventTypes.Vote when change.Decision is not null => [],
        _ when change.Plan is { } plan && draft.Type.StartsWith("plan_", StringComparison.Ordinal) =>
        [
            new(plan.CreatedBy == "planner" ? AuditActs.PlanMade : AuditActs.PlanEdited,
                plan.CreatedBy,
                new("plan_version", plan.Version), new("plan_hash", plan.Hash), new("input_digest", plan.InputDigest)),
        ],
        EventTypes.Vote => [OfVote(change, draft)],
        EventTypes.Approved or EventTypes.Rejected when change.Decision is { } decision =>
        [
            new(draft.Type, decision.Actor,
                new("plan_version", decision.PlanVersion),
                new("plan_hash", decision.PlanHash),
                new("signature", decision.Signature is { } signature ? Digest.Of(Encoding.ASCII.GetBytes(signature)) : null)),
        ],
        EventTypes.StepStarted when (change.NextStep ?? change.Step) is { } begun => [OfStep(begun, draft, receipt: null)],
        EventTypes.StepCompleted or EventTypes.StepFailed when change.Step is { } ended => OfEnded(ended, draft, change.Receipt),
        EventTypes.Resumed when NumberOf(draft, "attempt") is { } attempt =>
            [new(AuditActs.Retried, ActorOf(draft), new AuditFact("attempt", attempt))],
        EventTypes.Completion => [new(AuditActs.Completed, AuditDraft.System)],
        EventTypes.Failure => [new(
            draft.Error?.Code == ErrorCodes.ApprovalTimeout ? AuditActs.Expired : AuditActs.Failed,
            AuditDraft.System,
            new("code", draft.Error?.Code), new("step", draft.Error?.Step))],
        _ => [new(draft.Type, ActorOf(draft), new AuditFact("step", TextOf(draft, "step")))],
    };

    private static AuditDraft OfVote(JobChange change, EventDraft draft)
    {
        var votes = change.Record.Job.Approval.Votes;
        var vote = votes.Count == 0 ? null : votes[^1];
        return new AuditDraft(
            draft.Type,
            vote?.Actor ?? ActorOf(draft),
            new("plan_version", change.Record.Job.Plan?.Version ?? 0),
            new("approved", vote is null ? null : vote.Approved ? "yes" : "no"));
    }

    private static IEnumerable<AuditDraft> OfEnded(StepState step, EventDraft draft, string? receipt)
    {
        if (draft.Error is { Code: ErrorCodes.InputsChanged } changed)
        {
            yield return new(AuditActs.InputsChanged, AuditDraft.System, new("step", step.StepId), new("name", NameIn(changed.Details)));
        }

        yield return OfStep(step, draft, receipt);
    }

    private static AuditDraft OfStep(StepState step, EventDraft draft, string? receipt) => new(
        draft.Type,
        AuditDraft.System,
        new("step", step.StepId),
        new("plan_version", step.PlanVersion),
        new("attempt", step.Attempt),
        new("code", draft.Error?.Code),
        new("receipt", receipt));

    private static string ActorOf(EventDraft draft) => TextOf(draft, "by") ?? TextOf(draft, "actor") ?? AuditDraft.System;

    private static string? TextOf(EventDraft draft, string name) => draft.Data is { } data ? TextIn(data, name) : null;

    private static long? NumberOf(EventDraft draft, string name) =>
        draft.Data is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetInt64()
            : null;

    private static string? NameIn(JsonElement? details) => details is { } some ? TextIn(some, "name") : null;

    private static string? TextIn(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
