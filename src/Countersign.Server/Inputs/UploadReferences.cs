using System.Text.Json;

namespace Countersign.Server.Inputs;

/// <summary>Finds the uploads that an input names, wherever a kind's schema puts them.</summary>
internal static class UploadReferences
{
    public static IReadOnlyList<string> In(JsonElement input)
    {
        var found = new List<string>();
        Collect(input, found);
        return found;
    }

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
                if (property.NameEquals("upload_id") && property.Value.ValueKind == JsonValueKind.String)
                {
                    found.Add(property.Value.GetString()!);
                }

                Collect(property.Value, found);
            }
        }
    }
}
