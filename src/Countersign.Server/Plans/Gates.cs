using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>Holding a plan, and the instants at which something follows when nobody decides.</summary>
internal static class Gates
{
    /// <summary>The record with the plan as its current version.</summary>
    public static JobRecord WithPlan(this JobRecord record, Plan plan, DateTimeOffset now) => record with
    {
        UpdatedAt = now,
        Job = record.Job with
        {
            Plan = new PlanSummary(plan.Version, plan.Hash, plan.Steps.Count)
            {
                CreatedBy = plan.CreatedBy,
                Content = PlanContents.DigestOf(record.Job.Kind, plan),
                Risk = plan.HighestRisk(),
            },
            Cost = record.Job.Cost with { Estimate = plan.Estimate },
            Approval = record.Job.Approval with { ExpiresAt = null, Votes = [], Decision = null, EscalatedTo = [] },
        },
    };

    /// <summary>
    /// The record held for a decision on its current plan, with the whole time to decide; underneath the pause, where it is paused.
    /// </summary>
    public static JobRecord Hold(this JobRecord record, DateTimeOffset now)
    {
        var held = record.GoOnTo(JobStatus.AwaitingApproval, JobPhase.Approval, now);
        var approval = held.Job.Approval;
        return held with { Job = held.Job with { Approval = approval with { ExpiresAt = now + SpanOf(approval) } } };
    }

    /// <summary>When the next of the chain is to be asked, or the gate closes.</summary>
    public static DateTimeOffset NextInstant(ApprovalState approval)
    {
        var expiresAt = approval.ExpiresAt!.Value;
        return approval.EscalatedTo.Count < approval.Escalation.Count
            ? expiresAt - SpanOf(approval) + TimeSpan.FromSeconds(approval.Escalation[approval.EscalatedTo.Count].AfterSeconds)
            : expiresAt;
    }

    /// <summary>From the opening to the closing: the chain first, and then its last link has the timeout.</summary>
    public static TimeSpan SpanOf(ApprovalState approval) =>
        TimeSpan.FromSeconds(approval.TimeoutSeconds + (approval.Escalation.Count == 0 ? 0 : approval.Escalation[^1].AfterSeconds));
}
