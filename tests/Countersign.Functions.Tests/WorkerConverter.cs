using Azure.Core.Serialization;
using Microsoft.DurableTask;

namespace Countersign.Functions.Tests;

/// <summary>What the durable extension makes of the worker's serializer; its own is internal.</summary>
internal sealed class WorkerConverter(ObjectSerializer serializer) : DataConverter
{
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : serializer.Deserialize(BinaryData.FromString(data).ToStream(), targetType, CancellationToken.None);

    public override string? Serialize(object? value) =>
        value is null ? null : serializer.Serialize(value, value.GetType(), CancellationToken.None).ToString();
}
