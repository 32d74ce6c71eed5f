using System.Text.Json;

namespace Countersign.Cli.Run;

/// <summary>Reads members of a disk report; one that is absent or of another form is empty.</summary>
internal static class DiskFields
{
    public static string Text(JsonElement holder, string member) =>
        Find(holder, member) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public static long? Number(JsonElement holder, string member) =>
        Find(holder, member) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static bool Flag(JsonElement holder, string member) => Find(holder, member) is { ValueKind: JsonValueKind.True };

    public static JsonElement[] Items(JsonElement holder, string member) =>
        Find(holder, member) is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];

    public static JsonElement? Find(JsonElement holder, string member) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(member, out var value) ? value : null;
}
