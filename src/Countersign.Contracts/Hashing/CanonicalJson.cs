using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Countersign.Contracts.Hashing;

/// <summary>JSON Canonicalization Scheme, RFC 8785: one byte sequence for each JSON value.</summary>
public static class CanonicalJson
{
    /// <summary>The canonical UTF-8 bytes of a value.</summary>
    /// <exception cref="FormatException">The value is outside I-JSON: a duplicate name, a lone surrogate, or a number no double holds.</exception>
    public static byte[] Serialize(JsonElement value)
    {
        var buffer = ScratchBuffer.Take();
        Write(value, buffer);
        var bytes = buffer.WrittenSpan.ToArray();
        ScratchBuffer.GiveBack(buffer);
        return bytes;
    }

    /// <summary>The digest of the canonical form.</summary>
    /// <exception cref="FormatException">The value is outside I-JSON.</exception>
    public static string DigestOf(JsonElement value)
    {
        var buffer = ScratchBuffer.Take();
        Write(value, buffer);
        var digest = Digest.Of(buffer.WrittenSpan);
        ScratchBuffer.GiveBack(buffer);
        return digest;
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output);
                break;
            case JsonValueKind.String:
                CanonicalString.Write(value.GetString()!, output);
                break;
            case JsonValueKind.Number:
                Encoding.ASCII.GetBytes(CanonicalNumber.Format(value.GetDouble()), output);
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Null:
                output.Write("null"u8);
                break;
            default:
                throw new FormatException("An undefined value has no canonical form.");
        }
    }

    // RFC 8785 section 3.2.3: names sorted by their UTF-16 code units, which is what ordinal comparison does.
    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> output)
    {
        // Taken once each: a property makes its name anew whenever it is asked.
        var members = new (string Name, JsonElement Value)[value.GetPropertyCount()];
        var count = 0;
        foreach (var property in value.EnumerateObject())
        {
            members[count++] = (property.Name, property.Value);
        }

        Array.Sort(members, static (left, right) => string.CompareOrdinal(left.Name, right.Name));

        output.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                if (members[i].Name == members[i - 1].Name)
                {
                    throw new FormatException($"The name '{members[i].Name}' stands twice in one object.");
                }

                output.Write(","u8);
            }

            CanonicalString.Write(members[i].Name, output);
            output.Write(":"u8);
            Write(members[i].Value, output);
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            Write(item, output);
        }

        output.Write("]"u8);
    }
}
