using System.Text.Json;
using System.Text.Json.Serialization;

namespace Countersign.Contracts.Jobs;

/// <summary>A job in the shape of a Durable Functions status query, for clients that poll such URLs.</summary>
public sealed record InstanceStatus
{
    /// <summary>The orchestration's name.</summary>
    public required string Name { get; init; }

    [JsonPropertyName("instanceId")]
    public required string InstanceId { get; init; }

    /// <summary>Pending, Running, Suspended, Completed, Failed or Terminated.</summary>
    [JsonPropertyName("runtimeStatus")]
    public required string RuntimeStatus { get; init; }

    public required JsonElement Input { get; init; }

    [JsonPropertyName("customStatus")]
    public required InstanceCustomStatus CustomStatus { get; init; }

    /// <summary>The job's result once it is final.</summary>
    public JobResult? Output { get; init; }

    [JsonPropertyName("createdTime")]
    public required DateTimeOffset CreatedTime { get; init; }

    [JsonPropertyName("lastUpdatedTime")]
    public required DateTimeOffset LastUpdatedTime { get; init; }
}
