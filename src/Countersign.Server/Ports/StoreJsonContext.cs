using System.Text.Json.Serialization;
using Countersign.Server.Schedules;
using Countersign.Server.Webhooks;

namespace Countersign.Server.Ports;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(StoredSchedule))]
[JsonSerializable(typeof(StoredWebhook))]
[JsonSerializable(typeof(StoredWebhookState))]
[JsonSerializable(typeof(IReadOnlyList<StoredArtifact>))]
[JsonSerializable(typeof(JobGroup[]))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;
