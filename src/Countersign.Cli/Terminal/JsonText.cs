using System.Globalization;
using System.Text.Json;

namespace Countersign.Cli.Terminal;

/// <summary>Names and small values of a JSON document in words. Nothing here is made safe for a terminal.</summary>
internal static class JsonText
{
    private const string BytesSuffix = "_bytes";

    /// <summary>Whether the value needs lines of its own.</summary>
    public static bool IsSection(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Object && !IsRange(value)) || IsListOfSections(value);

    public static bool IsListOfSections(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(IsSection);

    /// <summary>Whether there is nothing to say: null, and lists and objects without content.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    /// <summary>A value that is no section, on one line.</summary>
    public static string Inline(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when IsBytes(name) && value.TryGetInt64(out var bytes) => Sizes.Bytes(bytes),
        JsonValueKind.Number when name.EndsWith("_seconds", StringComparison.Ordinal) => $"{value.GetRawText()} s",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(IsSentences(value) ? " " : ", ", value.EnumerateArray().Select(item => Inline(name, item))),
        JsonValueKind.Object when IsRange(value) => $"{value.GetProperty("first").GetRawText()}-{value.GetProperty("last").GetRawText()}",
        _ => value.GetRawText(),
    };

    /// <summary>A member's name in words, without the unit where the value shows it.</summary>
    public static string Title(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && name.EndsWith(BytesSuffix, StringComparison.Ordinal)
            ? Title(name[..^BytesSuffix.Length])
            : Title(name);

    /// <summary>A member's name in words; a key that is no name of a member, such as a path, stays as it is.</summary>
    public static string Title(string name)
    {
        var isName = name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
        return isName ? string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}") : name;
    }

    private static bool IsSentences(JsonElement list) => list.EnumerateArray().All(item =>
        item.ValueKind == JsonValueKind.String && item.GetString() is { } text && text.EndsWith('.') && text.Contains(' ', StringComparison.Ordinal));

    private static bool IsBytes(string name) =>
        name is "size" or "virtual_size" or "bytes" || name.EndsWith("_size", StringComparison.Ordinal) || name.EndsWith(BytesSuffix, StringComparison.Ordinal);

    private static bool IsRange(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().Count() == 2
        && value.TryGetProperty("first", out var first) && first.ValueKind == JsonValueKind.Number
        && value.TryGetProperty("last", out var last) && last.ValueKind == JsonValueKind.Number;
}
