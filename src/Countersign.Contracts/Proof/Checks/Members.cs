using System.Text.Json;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>Reads members of a bundle; what is missing or of another form ends the verification, with its place in words.</summary>
internal static class Members
{
    public static JsonElement Of(this JsonElement parent, string name, JsonValueKind kind, string place) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new UnprovenException($"{place} has no member '{name}' of the form {kind}.");

    public static string Text(this JsonElement parent, string name, string place) =>
        parent.Of(name, JsonValueKind.String, place).GetString()!;

    public static string? TextOrNull(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static long Number(this JsonElement parent, string name, string place) =>
        parent.Of(name, JsonValueKind.Number, place).TryGetInt64(out var number)
            ? number
            : throw new UnprovenException($"{place} has a member '{name}' that is no whole number.");

    public static IReadOnlyList<JsonElement> Items(this JsonElement parent, string name, string place) =>
        [.. parent.Of(name, JsonValueKind.Array, place).EnumerateArray()];

    public static IReadOnlyList<string> Texts(this JsonElement parent, string name, string place) =>
        [.. parent.Items(name, place).Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw new UnprovenException($"{place} has in '{name}' something that is no text."))];

    public static DateTimeOffset Instant(this JsonElement parent, string name, string place) =>
        parent.Of(name, JsonValueKind.String, place).TryGetDateTimeOffset(out var instant)
            ? instant
            : throw new UnprovenException($"{place} has a member '{name}' that is no time.");
}
