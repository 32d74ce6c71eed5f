using System.Text.Json;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;

namespace Countersign.Contracts.Proof;

/// <summary>The job that a proof bundle is about.</summary>
public sealed record ProofJob
{
    public required string JobId { get; init; }

    public required string Kind { get; init; }

    public required string Owner { get; init; }

    public required JobStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ApprovalMode ApprovalMode { get; init; }

    /// <summary>The input as it was accepted; a secret stands there as its reference.</summary>
    public required JsonElement Input { get; init; }

    /// <summary>The hash of the plan whose steps ran; null when none did.</summary>
    public string? ExecutedPlanHash { get; init; }
}
