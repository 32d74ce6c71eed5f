using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Links;

/// <summary>Who may make approval links, and what one opens. Pure.</summary>
internal static class LinkRules
{
    /// <summary>How many links a job may have that are not expired.</summary>
    public const int MaxLinks = 50;

    /// <summary>Why the caller may not make a link for this approver; null when they may.</summary>
    /// <remarks>
    /// Whoever makes a link holds it until it is delivered, and could use it. So only those make links who could decide anyway,
    /// and where several votes are needed, only administrators.
    /// </remarks>
    public static Refusal? CheckCreation(Caller caller, string approver, Job job)
    {
        if (ApproverRules.Check(caller, job) is { } refusal)
        {
            return refusal;
        }

        if (job.Approval.Required > 1 && !caller.IsAdmin)
        {
            return Refusals.Forbidden("More than one vote is needed, and whoever makes links could cast several; only an administrator may make them here.");
        }

        var named = job.Approval.Approvers;
        if (named.Count > 0 && !caller.IsAdmin && !named.Contains(approver) && !job.Approval.EscalatedTo.Contains(approver))
        {
            return Refusals.Invalid("approver", $"is '{approver}', who is not named among the approvers: {string.Join(", ", named)}.");
        }

        return ApproverRules.Check(CallerOf(approver), job, vouchedFor: true);
    }

    /// <summary>The link of a token, and why it opens nothing; the latter null when it does.</summary>
    public static (ApprovalLink? Link, Refusal? Refusal) Open(JobRecord? record, string tokenHash, DateTimeOffset now)
    {
        var link = record?.Links.FirstOrDefault(link => link.TokenHash == tokenHash);
        var job = record?.Job;
        return (link, link switch
        {
            null => Refusals.LinkNotFound(),
            { UsedAt: { } usedAt } => Refusals.LinkUsed(usedAt),
            _ when job!.Plan?.Hash != link.PlanHash => Refusals.PlanChanged(link.PlanHash, job.Plan?.Hash ?? ""),
            _ when job.Approval.Decision is { } decided => Refusals.AlreadyDecided(decided),
            _ when job.Status.IsFinal() => Refusals.ApprovalClosed($"The job is {SnakeCase.NameOf(job.Status)}."),
            _ when now >= link.ExpiresAt => Refusals.LinkExpired(link.ExpiresAt),
            _ => null,
        });
    }

    /// <summary>The approver as the one who decides.</summary>
    public static Caller CallerOf(string approver) => new(approver["user:".Length..], []);
}
