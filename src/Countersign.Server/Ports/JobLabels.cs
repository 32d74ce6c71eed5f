using Countersign.Contracts.Jobs;
using Countersign.Server.Inputs;

namespace Countersign.Server.Ports;

/// <summary>
/// What <see cref="JobQuery.Tag"/> finds a job by: its tags, what a person approved of it, and the uploads that its input names. Stores
/// index these, so that the questions "was this approved before" and "does a job need this upload" read a few jobs and not all.
/// </summary>
public static class JobLabels
{
    // No tag begins with it: submissions with such tags are refused.
    private const string Reserved = "\n";

    public static IReadOnlyList<string> Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var approved = job.Plan?.Content is { } content && IsApprovedByAPerson(job) ? ApprovedContent(content) : null;
        var uploads = UploadReferences.In(job.Input);
        return approved is null && uploads.Count == 0
            ? job.Tags
            : [.. job.Tags, .. approved is null ? [] : new[] { approved }, .. uploads.Distinct().Select(Upload)];
    }

    /// <summary>The label of jobs whose input names the upload.</summary>
    public static string Upload(string uploadId) => $"{Reserved}upload{Reserved}{uploadId}";

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
