using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts;

namespace Countersign.Functions.Engine;

/// <summary>Reads what events carry, contract types with the contracts' settings.</summary>
internal static class EventPayloads
{
    /// <exception cref="JsonException">The payload does not fit the type.</exception>
    public static TPayload Read<TPayload>(JsonElement json) =>
        ContractsJson.Default.GetTypeInfo(typeof(TPayload)) is JsonTypeInfo<TPayload> contract
            ? json.Deserialize(contract)!
            : json.Deserialize<TPayload>(JsonSerializerOptions.Web)!;
}
