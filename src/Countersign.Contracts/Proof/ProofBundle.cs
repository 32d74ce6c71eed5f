using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Proof;

/// <summary>The answer of <c>GET /api/jobs/{id}/proof</c>: all that is needed to check, away from the server, that what ran is what was approved.</summary>
public sealed record ProofBundle
{
    public const string FormatName = "countersign-proof/1";

    public string Format { get; init; } = FormatName;

    public required DateTimeOffset CreatedAt { get; init; }

    public required ProofJob Job { get; init; }

    /// <summary>What the job reads, as the analysis found it.</summary>
    public required IReadOnlyList<ContentEntry> Content { get; init; }

    /// <summary>Every version, as <c>GET plan</c> answers it.</summary>
    public required IReadOnlyList<Plan> Plans { get; init; }

    /// <summary>Compact JWS of type <see cref="JwsTypes.Decision"/>, in the order of plan versions.</summary>
    public required IReadOnlyList<string> Decisions { get; init; }

    /// <summary>Compact JWS of type <see cref="JwsTypes.StepReceipt"/>, in the order in which the steps ended.</summary>
    public required IReadOnlyList<string> Receipts { get; init; }

    /// <summary>The job's whole chain.</summary>
    public required IReadOnlyList<AuditRow> Audit { get; init; }

    /// <summary>The public keys that the signatures name.</summary>
    public required IReadOnlyList<JsonWebKey> Keys { get; init; }

    /// <summary>Compact JWS of type <see cref="JwsTypes.Seal"/>; null while the rest is put together.</summary>
    public string? Seal { get; init; }
}
