using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>A parameter's value as people write it in a sentence.</summary>
internal static class ParameterText
{
    private static readonly string[] Yes = ["true", "yes", "on"];
    private static readonly string[] No = ["false", "no", "off"];

    /// <summary>The value in the type that the schema wants; null when the text is none.</summary>
    public static JsonNode? Parse(JsonElement schema, string text)
    {
        var plain = text is ['"', .., '"'] ? text[1..^1] : text;
        return schema.TryGetProperty("type", out var type) ? type.GetString() switch
        {
            "integer" => long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
            "boolean" when Yes.Contains(plain.ToLowerInvariant()) => JsonValue.Create(true),
            "boolean" when No.Contains(plain.ToLowerInvariant()) => JsonValue.Create(false),
            "boolean" => null,
            _ => JsonValue.Create(plain),
        }
        : JsonValue.Create(plain);
    }
}
