using System.Text.Json;
using System.Text.Json.Serialization;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Failures as the instance table holds them.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FailureDetails))]
internal sealed partial class FailureJson : JsonSerializerContext
{
    public static string? Write(FailureDetails? failure) =>
        failure is null ? null : JsonSerializer.Serialize(failure, Default.FailureDetails);

    public static FailureDetails? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, Default.FailureDetails);
}
