using System.Buffers.Binary;

namespace Countersign.Embedded.Tests.Telemetry;

/// <summary>Reads a protobuf message field by field (https://protobuf.dev/programming-guides/encoding/).</summary>
internal static class ProtobufFields
{
    /// <summary>The contents of each length-delimited field with this number.</summary>
    public static IEnumerable<byte[]> Bytes(byte[] message, int number) =>
        Read(message).Where(field => field.Number == number && field.Content is not null).Select(field => field.Content!);

    /// <summary>Follows numbers of nested messages to the fields of the last.</summary>
    public static IEnumerable<byte[]> Path(byte[] message, params int[] numbers) =>
        numbers.Aggregate<int, IEnumerable<byte[]>>([message], (messages, number) => messages.SelectMany(inner => Bytes(inner, number)));

    private static IEnumerable<(int Number, byte[]? Content)> Read(byte[] message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at);
                    yield return ((int)(tag >> 3), null);
                    break;
                case 1:
                    _ = BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return ((int)(tag >> 3), message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new FormatException($"Wire type {tag & 7} at {at} is not of protobuf.");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
