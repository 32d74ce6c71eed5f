using System.Globalization;
using System.Text.Json;

namespace Countersign.Server.Http;

/// <summary>Says what is wrong with JSON text without the parser's own words, which change between versions.</summary>
internal static class JsonProblems
{
    /// <summary>Where and how the text fails to be JSON.</summary>
    public static string Describe(JsonException exception)
    {
        var line = (exception.LineNumber ?? 0) + 1;
        var column = (exception.BytePositionInLine ?? 0) + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"is not JSON (RFC 8259) with unique names and at most 32 levels: line {line}, byte {column}.");
    }

    /// <summary>Whether every string and name decodes; the parser defers that, and a lone surrogate shows only on reading.</summary>
    public static bool IsUnicode(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsUnicode),
                JsonValueKind.Object => value.EnumerateObject().All(property => property.Name is not null && IsUnicode(property.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
