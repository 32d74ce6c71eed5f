using System.Text.Json.Serialization;

namespace Countersign.Contracts.Plans;

/// <summary>An amount of work. A null part is unknown, not zero.</summary>
public sealed record Estimate
{
    public double? DurationSeconds { get; init; }

    public long? BytesRead { get; init; }

    public long? BytesWritten { get; init; }

    /// <summary>What is free again afterwards. Left out where it is unknown: most work frees nothing, and hashes cover what is written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BytesFreed { get; init; }

    public long? Tokens { get; init; }

    /// <summary>In the currency of the configured prices.</summary>
    public double? Cost { get; init; }
}
