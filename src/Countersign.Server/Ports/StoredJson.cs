using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Ports;

/// <summary>Values as the UTF-8 JSON that stores hold.</summary>
public static class StoredJson
{
    public static readonly JsonTypeInfo<JobRecord> Record = Of<JobRecord>();
    public static readonly JsonTypeInfo<JobEvent> Event = Of<JobEvent>();
    public static readonly JsonTypeInfo<Plan> Plan = Of<Plan>();
    public static readonly JsonTypeInfo<Decision> Decision = Of<Decision>();
    public static readonly JsonTypeInfo<StepState> Step = Of<StepState>();
    public static readonly JsonTypeInfo<Analysis> Analysis = Of<Analysis>();
    public static readonly JsonTypeInfo<IReadOnlyList<StoredArtifact>> Artifacts = Of<IReadOnlyList<StoredArtifact>>();

    public static readonly JsonTypeInfo<MetricPack> Metrics = Of<MetricPack>();

    public static readonly JsonTypeInfo<JobGroup[]> Groups = Of<JobGroup[]>();

    private static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = StoreJson.Options.MaxDepth };

    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null.");

    /// <summary>A document in the bytes it came in: its numbers and escapes stay as they were written.</summary>
    public static byte[] WriteDocument(JsonElement document) => JsonMarshal.GetRawUtf8Value(document).ToArray();

    public static JsonElement ReadDocument(ReadOnlySpan<byte> json) => JsonElement.Parse(json, ReadOptions);

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)StoreJson.Options.GetTypeInfo(typeof(T));
}
