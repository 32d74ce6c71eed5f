using System.Text.Json;

namespace Countersign.Contracts.Proof;

/// <summary>What the hash of an audit row covers.</summary>
public sealed record AuditContent
{
    public required string Act { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset At { get; init; }

    public required JsonElement Data { get; init; }

    public required string Previous { get; init; }

    public required long Seq { get; init; }
}
