namespace Countersign.Contracts.Kinds;

/// <summary>The bounds of requests, as configured.</summary>
/// <param name="MaxBodyBytes">The largest JSON body.</param>
/// <param name="MaxUploadBytes">The largest upload.</param>
/// <param name="MaxArtifactBytes">The largest file that a step may save.</param>
/// <param name="MaxPageSize">The largest <c>limit</c> of a list.</param>
/// <param name="MaxWaitSeconds">The longest <c>wait</c> of a long poll.</param>
/// <param name="SubmitPerMinute">How many jobs a user may create in a minute; null for no limit.</param>
/// <param name="MaxConcurrentJobs">How many jobs are executed at once.</param>
/// <param name="MaxConcurrentPerUser">How many of them may be of one user.</param>
public sealed record Limits(
    long MaxBodyBytes,
    long MaxUploadBytes,
    long MaxArtifactBytes,
    int MaxPageSize,
    int MaxWaitSeconds,
    int? SubmitPerMinute,
    int MaxConcurrentJobs,
    int MaxConcurrentPerUser);
