using System.Runtime.InteropServices;
using System.Text.Json;

namespace Countersign.Server.Inputs;

/// <summary>Finds the uploads that an input names, wherever a kind's schema puts them.</summary>
internal static class UploadReferences
{
    private static ReadOnlySpan<byte> Name => "upload_id"u8;

    /// <summary>How JSON may write a letter by its number (RFC 8259, section 7): where it does, the name need not stand in the text.</summary>
    private static ReadOnlySpan<byte> Escape => "\\u"u8;

    /// <summary>What the input names, each as often as it does. Cheap for an input that names none, as most do.</summary>
    public static IReadOnlyList<string> In(JsonElement input)
    {
        if (input.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) || !MayName(JsonMarshal.GetRawUtf8Value(input)))
        {
            return [];
        }

        var found = new List<string>();
        Collect(input, found);
        return found;
    }

    private static bool MayName(ReadOnlySpan<byte> text) => text.IndexOf(Name) >= 0 || text.IndexOf(Escape) >= 0;

    private static void Collect(JsonElement value, List<string> found)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Collect(item, found);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (property.NameEquals(Name) && property.Value.ValueKind == JsonValueKind.String)
                {
                    found.Add(property.Value.GetString()!);
                }

                Collect(property.Value, found);
            }
        }
    }
}
