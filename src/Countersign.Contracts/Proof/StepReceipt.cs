using System.Text.Json.Serialization;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Proof;

/// <summary>What the executing side vouches for when one attempt at a step has ended.</summary>
public sealed record StepReceipt
{
    public required string JobId { get; init; }

    public required int PlanVersion { get; init; }

    /// <summary>The hash of the plan that the step was loaded from and checked against.</summary>
    public required string PlanHash { get; init; }

    public required string StepId { get; init; }

    /// <summary>1 for the first run of the step.</summary>
    public required int Attempt { get; init; }

    /// <summary><c>completed</c> or <c>failed</c>.</summary>
    public required StepStatus Status { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>The digest of the plan's input, as the plan names it.</summary>
    public required string InputDigest { get; init; }

    /// <summary>
    /// SHA-256 over the canonical form (RFC 8785) of the content entries that the step names as its inputs, in the order of name,
    /// as they were found right before it ran; null when it did not come to its end.
    /// </summary>
    public string? ContentDigest { get; init; }

    /// <summary>SHA-256 over the canonical form (RFC 8785) of the step's result; null when it failed.</summary>
    public string? ResultDigest { get; init; }

    /// <summary>
    /// The files that the step saved, in the order of name; absent when it saved none, and in receipts of releases that knew no
    /// artifacts.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ContentEntry>? Artifacts { get; init; }

    /// <summary>The code of the error; null when it completed.</summary>
    public string? ErrorCode { get; init; }
}
