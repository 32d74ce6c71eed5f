using System.Text.Json;
using System.Text.RegularExpressions;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Parameters;

/// <summary>
/// The part of JSON Schema (2020-12) that parameters are described with. A keyword beyond it is refused when a task is saved, so
/// that nobody relies on a check that is not made.
/// </summary>
public static class ParameterSchemas
{
    /// <summary>The types of the specification (validation vocabulary, section 6.1.1).</summary>
    public static IReadOnlyList<string> Types { get; } = ["array", "boolean", "integer", "null", "number", "object", "string"];

    private const int Deepest = 8;
    private static readonly TimeSpan PatternPatience = TimeSpan.FromMilliseconds(100);

    private static readonly HashSet<string> Annotations = new(["$schema", "title", "description", "default", "examples", "format"], StringComparer.Ordinal);

    private static readonly HashSet<string> Assertions = new(
        ["type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "minLength", "maxLength", "pattern", "minimum", "maximum"],
        StringComparer.Ordinal);

    /// <summary>Notes everything in the schema that would not be understood.</summary>
    public static void Check(JsonElement schema, string path, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Check(schema, path, errors, depth: 1);
        if (schema.ValueKind == JsonValueKind.Object && !(schema.TryGetProperty("type", out var type) && type.ValueEquals("object")))
        {
            errors.Add($"{path}.type", "has to be object: parameters have names.");
        }
    }

    /// <summary>A pattern, matched in a time that grows with the text alone.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking.</exception>
    public static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternPatience);

    private static void Check(JsonElement schema, string path, FieldErrors errors, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest)
        {
            errors.Add(path, $"is no schema; allowed are objects, at most {Deepest} within each other.");
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            var place = $"{path}.{keyword.Name}";
            if (!Annotations.Contains(keyword.Name) && !Assertions.Contains(keyword.Name))
            {
                errors.Add(place, $"is not understood; known are {string.Join(", ", Assertions.Concat(Annotations).Order(StringComparer.Ordinal))}.");
            }
            else if (Problem(keyword.Name, keyword.Value) is { } allowed)
            {
                errors.Add(place, $"is {Shorten(keyword.Value)}; allowed is {allowed}.");
            }
            else
            {
                CheckInner(keyword, place, errors, depth);
            }
        }
    }

    private static void CheckInner(JsonProperty keyword, string place, FieldErrors errors, int depth)
    {
        if (keyword.Name == "items")
        {
            Check(keyword.Value, place, errors, depth + 1);
        }
        else if (keyword.Name == "properties")
        {
            foreach (var property in keyword.Value.EnumerateObject())
            {
                Check(property.Value, $"{place}.{property.Name}", errors, depth + 1);
            }
        }
    }

    /// <summary>What would be allowed; null for a value that is.</summary>
    private static string? Problem(string keyword, JsonElement value) => keyword switch
    {
        "type" when !TypesIn(value).All(Types.Contains) || !TypesIn(value).Any() => $"one of {string.Join(", ", Types)}, or a list of them",
        "enum" when value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0 => "a list of values",
        "properties" when value.ValueKind != JsonValueKind.Object => "an object of schemas",
        "required" when value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String) => "a list of names",
        "additionalProperties" when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => "true or false",
        "minItems" or "maxItems" or "minLength" or "maxLength" when value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var least) || least < 0 => "a whole number from 0",
        "minimum" or "maximum" when value.ValueKind != JsonValueKind.Number => "a number",
        "pattern" when !IsPattern(value) => "a regular expression without look-around and back references",
        _ => null,
    };

    /// <summary>The names that a <c>type</c> holds.</summary>
    public static IEnumerable<string> TypesIn(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => [type.GetString()!],
        JsonValueKind.Array => type.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : ""),
        _ => [],
    };

    private static bool IsPattern(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && Compile(value.GetString()!) is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    internal static string Shorten(JsonElement value)
    {
        const int Longest = 60;
        var text = value.GetRawText();
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
