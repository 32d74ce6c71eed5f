using System.Globalization;
using System.Text.Json;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Finds a place in a JSON document (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>What a pointer looks like, for messages.</summary>
    public const string Allowed = "a JSON pointer (RFC 6901) such as /items/0/id, or an empty text for the whole document";

    public static bool IsPointer(string text) =>
        text.Length <= 500
        && (text.Length == 0 || text[0] == '/')
        && text.Split('~').Skip(1).All(rest => rest.Length > 0 && rest[0] is '0' or '1');

    /// <summary>The value at the place; null where there is none.</summary>
    public static JsonElement? Find(JsonElement document, string pointer)
    {
        JsonElement? found = document;
        foreach (var token in pointer.Split('/').Skip(1).Select(Unescape))
        {
            found = Step(found!.Value, token);
            if (found is null)
            {
                return null;
            }
        }

        return found;
    }

    // Section 4: ~1 first, so that ~01 means ~1.
    private static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static JsonElement? Step(JsonElement value, string token) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty(token, out var member) ? member : null,
        JsonValueKind.Array => Index(token) is { } index && index < value.GetArrayLength() ? value[index] : null,
        _ => null,
    };

    // No signs and no leading zeros: section 4.
    private static int? Index(string token) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && (token.Length == 1 || token[0] != '0') ? index : null;
}
