using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Http;

namespace Countersign.Server.Plans;

/// <summary>Who may decide on a job's plan.</summary>
internal static class ApproverRules
{
    /// <summary>Why the caller may not decide; null when they may.</summary>
    public static Refusal? Check(Caller caller, Job job)
    {
        var isOwner = string.Equals(caller.User, job.Owner, StringComparison.Ordinal);
        if (isOwner && !job.Approval.AllowSelf)
        {
            return Refusals.SelfApproval(caller.User);
        }

        // An agent revises and never approves, whatever else it is named.
        if (caller.Roles.Contains(Roles.Agent) && !caller.IsAdmin)
        {
            return Refusals.NotAnApprover(caller.User);
        }

        var named = job.Approval.Approvers;
        var may = caller.IsAdmin || (named.Count == 0
            ? isOwner || caller.Roles.Contains(Roles.Approver)
            : named.Contains(caller.Actor) || caller.Roles.Any(role => named.Contains($"role:{role}")));
        return may ? null : Refusals.NotAnApprover(caller.User);
    }
}
