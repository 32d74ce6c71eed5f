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
    private readonly JsonObjectSerializer _contracts = new(ContractsJson.Default.Options);
    private readonly JsonObjectSerializer _others = new(others);

    public override void Serialize(Stream stream, object? value, Type inputType, CancellationToken cancellationToken) =>
        For(inputType).Serialize(stream, value, inputType, cancellationToken);

    public override ValueTask SerializeAsync(Stream stream, object? value, Type inputType, CancellationToken cancellationToken) =>
        For(inputType).SerializeAsync(stream, value, inputType, cancellationToken);

    public override object? Deserialize(Stream stream, Type returnType, CancellationToken cancellationToken) =>
        For(returnType).Deserialize(stream, returnType, cancellationToken);

    public override ValueTask<object?> DeserializeAsync(Stream stream, Type returnType, CancellationToken cancellationToken) =>
        For(returnType).DeserializeAsync(stream, returnType, cancellationToken);

    // The contracts' metadata knows of object, but cannot read one.
    private JsonObjectSerializer For(Type type) =>
        type == typeof(object) || ContractsJson.Default.GetTypeInfo(type) is null ? _others : _contracts;
}
