namespace Countersign.Contracts.Kinds;

/// <summary>The bounds of requests, as configured.</summary>
/// <param name="MaxBodyBytes">The largest JSON body.</param>
/// <param name="MaxUploadBytes">The largest upload.</param>
/// <param name="MaxArtifactBytes">The largest file that a step may save.</param>
/// <param name="MaxPageSize">The largest <c>limit</c> of a list.</param>
/// <param name="MaxWaitSeconds">The longest <c>wait</c> of a long poll.</param>
public sealed record Limits(long MaxBodyBytes, long MaxUploadBytes, long MaxArtifactBytes, int MaxPageSize, int MaxWaitSeconds);
