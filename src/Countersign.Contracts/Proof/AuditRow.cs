using System.Text.Json;

namespace Countersign.Contracts.Proof;

/// <summary>One consequential act, chained to the one before it.</summary>
public sealed record AuditRow
{
    /// <summary>1 for the chain's first row; then without a gap.</summary>
    public required long Seq { get; init; }

    /// <summary>The job whose chain this is; null in the host's own. Stands outside of the hash: the genesis names the job.</summary>
    public string? JobId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: <c>user:NAME</c>, <c>policy:NAME</c>, <c>planner</c>, or <c>system</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>One of <see cref="AuditActs"/>, or the type of the event that tells the same.</summary>
    public required string Act { get; init; }

    /// <summary>What the act adds.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The hash of the row before; the chain's genesis in the first.</summary>
    public required string Previous { get; init; }

    /// <summary>SHA-256 over the canonical form (RFC 8785) of <c>{act, actor, at, data, previous, seq}</c>.</summary>
    public required string Hash { get; init; }
}
