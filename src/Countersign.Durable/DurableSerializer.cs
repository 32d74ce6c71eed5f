using System.Text.Json;

namespace Countersign.Durable;

/// <summary>Turns payloads into the JSON text that histories hold, and back.</summary>
/// <param name="options">The types' metadata and naming; part of the history format, so changes must stay readable.</param>
public sealed class DurableSerializer(JsonSerializerOptions options)
{
    /// <summary>JSON text of a value; null stays null.</summary>
    public string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, options.GetTypeInfo(value.GetType()));

    /// <summary>The value of JSON text; null stays the type's default.</summary>
    /// <exception cref="JsonException">The text does not fit the type.</exception>
    public T? Deserialize<T>(string? json) =>
        json is null ? default : (T?)JsonSerializer.Deserialize(json, options.GetTypeInfo(typeof(T)));
}
