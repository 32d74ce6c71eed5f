using Countersign.Contracts.Approvals;
using Countersign.Contracts.Proof;
using Countersign.Server.Access;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>Puts attempts to decide that were refused into the job's audit chain. Pure.</summary>
internal static class RefusedAttempts
{
    /// <summary>The answer with a row that tells of the attempt, where it was refused.</summary>
    public static JobUpdate<GateAnswer> Note(JobUpdate<GateAnswer> update, Caller caller, DecisionRequest answer, DateTimeOffset now)
    {
        if (update is not { Outcome.Refusal: { } refusal, Change: null })
        {
            return update;
        }

        var attempt = new AuditDraft(
            AuditActs.DecisionRefused,
            caller.Actor,
            new("approved", answer.Approved ? "yes" : "no"), new("plan_hash", answer.PlanHash), new("code", refusal.Code));
        return update with { Change = new JobChange { Record = update.Outcome.Record with { UpdatedAt = now }, Acts = [attempt] } };
    }
}
