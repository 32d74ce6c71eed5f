using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>How messages are written at an address. An event is written once, however many get it.</summary>
internal abstract class SocketShape
{
    private readonly ConditionalWeakTable<JobEvent, byte[]> _written = [];

    /// <summary>The message as UTF-8 JSON, to be shared and not changed; null where this shape has no such message.</summary>
    public byte[]? Write(HubMessage message) => message.Payload is JobEvent entry ? _written.GetValue(entry, WriteEvent) : WriteOther(message);

    /// <summary>An event with its place in the order of all jobs.</summary>
    public byte[] Write(string cursor, JobEvent entry) => Prefixed(_written.GetValue(entry, WriteEvent), ("cursor", cursor));

    protected abstract byte[] WriteEvent(JobEvent entry);

    protected abstract byte[]? WriteOther(HubMessage message);

    /// <summary>A contract's JSON; an object without members for nothing.</summary>
    protected static byte[] Json(object? payload) =>
        payload is null ? "{}"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(payload, payload.GetType(), ContractsJson.Default);

    /// <summary>The object with members before its own.</summary>
    protected static byte[] Prefixed(ReadOnlySpan<byte> json, params ReadOnlySpan<(string Name, string Value)> members)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in members)
        {
            text.Append('"').Append(name).Append("\":\"").Append(JsonEncodedText.Encode(value).Value).Append("\",");
        }

        var isEmpty = json.SequenceEqual("{}"u8);
        if (isEmpty)
        {
            text.Length--;
        }

        return [.. Encoding.UTF8.GetBytes(text.ToString()), .. json[1..]];
    }
}
