using System.Diagnostics.CodeAnalysis;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>Who may decide on a job's plan, change it, and read the job.</summary>
internal static class ApproverRules
{
    /// <summary>Why the caller may not decide; null when they may.</summary>
    /// <param name="caller">Who wants to decide.</param>
    /// <param name="job">The job.</param>
    /// <param name="approved">Whether they want to approve.</param>
    /// <param name="vouchedFor">Whether somebody who may decide named them as approver.</param>
    public static Refusal? Check(Caller caller, Job job, bool approved = true, bool vouchedFor = false)
    {
        if (caller.Owns(job.Owner) && !job.Approval.AllowSelf)
        {
            return Refusals.SelfApproval(caller.User);
        }

        if (!vouchedFor && !IsApprover(caller, job))
        {
            return Refusals.NotAnApprover(caller.User);
        }

        // With more votes needed than one, another person agrees in any case.
        var isSoleApprover = approved && job.Approval.Required == 1;
        return isSoleApprover && !job.Approval.AllowSelf && job.Plan?.CreatedBy == caller.Actor
            ? Refusals.EditorsApproval(caller.User)
            : null;
    }

    /// <summary>Whether the caller is among those who decide, whatever became of this plan.</summary>
    public static bool IsApprover(Caller caller, Job job) =>
        // An agent revises and never approves, whatever else it is or is named.
        !caller.IsAgent && IsNamed(caller, job);

    /// <summary>Whether the caller may make new plan versions: who owns the job, who is named, agents among them.</summary>
    public static bool MayRevise(Caller caller, Job job) => caller.Owns(job.Owner) || IsNamed(caller, job);

    /// <summary>Whether the caller may read the job.</summary>
    public static bool MayRead(Caller caller, Job job) => caller.MayRead(job.Owner) || IsNamed(caller, job);

    /// <summary>Whether the caller is shown the job: someone else's is as unknown as none, and so is one whose removal has begun.</summary>
    public static bool MayFind(Caller caller, [NotNullWhen(true)] JobRecord? record) =>
        record is not null && record.WakeUp != WakeUp.Remove && MayRead(caller, record.Job);

    private static bool IsNamed(Caller caller, Job job)
    {
        var approval = job.Approval;
        return caller.IsAdmin
            || (approval.Approvers.Count == 0
                ? caller.Owns(job.Owner) || caller.Roles.Contains(Roles.Approver)
                : Names(approval.Approvers, caller))
            || Names(approval.EscalatedTo, caller);
    }

    private static bool Names(IReadOnlyList<string> named, Caller caller) =>
        named.Contains(caller.Actor) || caller.Roles.Any(role => named.Contains($"role:{role}"));
}
