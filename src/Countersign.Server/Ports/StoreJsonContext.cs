using System.Text.Json.Serialization;

namespace Countersign.Server.Ports;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(IReadOnlyList<StoredArtifact>))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;
