using System.Text.Json;
using Azure.Core.Serialization;
using Countersign.Contracts;

namespace Countersign.Functions.Engine;

/// <summary>
/// Writes contract types as every engine of ours does, so that histories hold the same JSON, and all other types (those of
/// bindings) as the worker does by default. The durable extension takes its data converter from here.
/// </summary>
/// <param name="others">The worker's own settings.</param>
internal sealed class PayloadSerializer(JsonSerializerOptions others) : ObjectSerializer
{
    public override void Serialize(Stream stream, object? value, Type inputType, CancellationToken cancellationToken)
    {
        using var writer = new Utf8JsonWriter(stream);
        if (value is object?[] items && inputType == typeof(object[]))
        {
            WriteArray(writer, items);
        }
        else
        {
            JsonSerializer.Serialize(writer, value, inputType, For(inputType));
        }
    }

    public override ValueTask SerializeAsync(Stream stream, object? value, Type inputType, CancellationToken cancellationToken)
    {
        // Whoever calls this writes to memory.
        Serialize(stream, value, inputType, cancellationToken);
        return ValueTask.CompletedTask;
    }

    public override object? Deserialize(Stream stream, Type returnType, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(stream, returnType, For(returnType));

    public override ValueTask<object?> DeserializeAsync(Stream stream, Type returnType, CancellationToken cancellationToken) =>
        JsonSerializer.DeserializeAsync(stream, returnType, For(returnType), cancellationToken);

    /// <summary>Durable Task hands an activity's input over as the one item of an array; the items' own types decide.</summary>
    private void WriteArray(Utf8JsonWriter writer, object?[] items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            var type = item?.GetType() ?? typeof(object);
            JsonSerializer.Serialize(writer, item, type, For(type));
        }

        writer.WriteEndArray();
    }

    // The contracts' metadata knows of object, but cannot read one.
    private JsonSerializerOptions For(Type type) =>
        type == typeof(object) || ContractsJson.Default.GetTypeInfo(type) is null ? others : ContractsJson.Default.Options;
}
