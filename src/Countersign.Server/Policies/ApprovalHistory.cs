using Countersign.Server.Ports;

namespace Countersign.Server.Policies;

/// <summary>Finds out when a person approved a plan before.</summary>
internal sealed class ApprovalHistory(IJobStore jobs)
{
    private const int MostJobs = 100;

    /// <summary>When a person last approved a whole plan of this content, among the newest jobs that had it; null for never.</summary>
    public async Task<DateTimeOffset?> FindAsync(string contentDigest, CancellationToken cancellationToken)
    {
        var page = await jobs.ListAsync(
            new JobQuery { Tag = JobLabels.ApprovedContent(contentDigest), Limit = MostJobs }, cancellationToken);

        // Found by a label; believed is the decision itself.
        return page.Items
            .Select(record => record.Job)
            .Where(job => job.Plan?.Content == contentDigest && JobLabels.IsApprovedByAPerson(job))
            .Max(job => (DateTimeOffset?)job.Approval.Decision!.At);
    }
}
