using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>
/// What <see cref="JobQuery.Tag"/> finds a job by: its tags, and what a person approved of it. Stores index these, so that the
/// question "was this approved before" reads a few jobs and not all.
/// </summary>
public static class JobLabels
{
    // No tag begins with it: submissions with such tags are refused.
    private const string Reserved = "\n";

    public static IReadOnlyList<string> Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Plan?.Content is { } content && IsApprovedByAPerson(job) ? [.. job.Tags, ApprovedContent(content)] : job.Tags;
    }

    /// <summary>The label of jobs whose whole plan, of this content, a person approved.</summary>
    public static string ApprovedContent(string contentDigest) => $"{Reserved}approved{Reserved}{contentDigest}";

    /// <summary>Whether a person approved the current plan, and all of it.</summary>
    public static bool IsApprovedByAPerson(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Approval.Decision is { Approved: true, Exclude.Count: 0 } decision
            && decision.Actor.StartsWith("user:", StringComparison.Ordinal);
    }

    /// <summary>Whether a text can be a tag.</summary>
    public static bool IsTag(string text) => !text.Any(char.IsControl);
}
