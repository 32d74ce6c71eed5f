using System.Globalization;
using System.Text.Json;

namespace Countersign.Testing.Http.Contract;

/// <summary>
/// Checks values against the schemas of an OpenAPI 3.1 document (JSON Schema 2020-12), as far as that document uses them: a keyword
/// that is not known here is an error, never passed over. Stricter in one thing: a member that the schema does not name is a problem,
/// so that what the API answers is all described.
/// </summary>
public sealed class JsonSchemaCheck(JsonElement document)
{
    private const string Annotations = "title description default example examples deprecated";

    /// <summary>What is wrong with a value, each with its place; nothing when it fits.</summary>
    public IReadOnlyList<string> Check(JsonElement value, JsonElement schema)
    {
        var problems = new List<string>();
        Check(value, schema, "$", closed: true, problems);
        return problems;
    }

    private void Check(JsonElement value, JsonElement schema, string path, bool closed, List<string> problems)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "$ref":
                    Check(value, Resolve(keyword.Value.GetString()!), path, closed, problems);
                    break;
                case "type":
                    Expect(IsOfType(value, keyword.Value), $"is {Show(value)}, not {keyword.Value}", path, problems);
                    break;
                case "enum":
                    Expect(keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)), $"is {Show(value)}, none of {keyword.Value}", path, problems);
                    break;
                case "const":
                    Expect(JsonElement.DeepEquals(keyword.Value, value), $"is {Show(value)}, not {keyword.Value}", path, problems);
                    break;
                case "format":
                    Expect(HasFormat(value, keyword.Value.GetString()!), $"is {Show(value)}, no {keyword.Value}", path, problems);
                    break;
                case "items":
                    CheckItems(value, keyword.Value, path, problems);
                    break;
                case "properties":
                    CheckProperties(value, schema, path, closed, problems);
                    break;
                case "required":
                    CheckRequired(value, keyword.Value, path, problems);
                    break;
                case "additionalProperties":
                    CheckOthers(value, schema, keyword.Value, path, problems);
                    break;
                case "allOf":
                    foreach (var part in keyword.Value.EnumerateArray())
                    {
                        // A part need not know what its siblings describe; one that points to a whole type does.
                        Check(value, part, path, part.TryGetProperty("$ref", out _), problems);
                    }

                    break;
                case "anyOf":
                    CheckAny(value, keyword.Value, path, closed, problems);
                    break;
                default:
                    Expect(Annotations.Split(' ').Contains(keyword.Name), $"has a schema with '{keyword.Name}', which nothing here checks", path, problems);
                    break;
            }
        }
    }

    private JsonElement Resolve(string pointer) => pointer.StartsWith("#/", StringComparison.Ordinal)
        ? pointer[2..].Split('/').Aggregate(document, (place, name) => place.GetProperty(name))
        : throw new InvalidOperationException($"'{pointer}' points out of the document.");

    private void CheckItems(JsonElement value, JsonElement items, string path, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var at = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(item, items, string.Create(CultureInfo.InvariantCulture, $"{path}[{at++}]"), closed: true, problems);
            }
        }
    }

    private void CheckProperties(JsonElement value, JsonElement schema, string path, bool closed, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var known = schema.GetProperty("properties");
        foreach (var member in value.EnumerateObject())
        {
            if (known.TryGetProperty(member.Name, out var expected))
            {
                Check(member.Value, expected, $"{path}.{member.Name}", closed: true, problems);
            }
            else
            {
                Expect(!closed || schema.TryGetProperty("additionalProperties", out _), "is described nowhere", $"{path}.{member.Name}", problems);
            }
        }
    }

    private static void CheckRequired(JsonElement value, JsonElement required, string path, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!))
            {
                Expect(value.TryGetProperty(name, out _), "is absent", $"{path}.{name}", problems);
            }
        }
    }

    private void CheckOthers(JsonElement value, JsonElement schema, JsonElement others, string path, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var known = schema.TryGetProperty("properties", out var named) ? named : default;
        foreach (var member in value.EnumerateObject().Where(member => known.ValueKind != JsonValueKind.Object || !known.TryGetProperty(member.Name, out _)))
        {
            if (others.ValueKind == JsonValueKind.Object)
            {
                Check(member.Value, others, $"{path}.{member.Name}", closed: true, problems);
            }
            else
            {
                Expect(others.GetBoolean(), "is not allowed", $"{path}.{member.Name}", problems);
            }
        }
    }

    private void CheckAny(JsonElement value, JsonElement choices, string path, bool closed, List<string> problems)
    {
        var attempts = new List<string>();
        foreach (var choice in choices.EnumerateArray())
        {
            var found = new List<string>();
            Check(value, choice, path, closed, found);
            if (found.Count == 0)
            {
                return;
            }

            attempts.Add(string.Join("; ", found));
        }

        problems.Add($"{path} fits none of its schemas: {string.Join(" | ", attempts)}");
    }

    private static bool IsOfType(JsonElement value, JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOfType(value, one))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
            var other => throw new InvalidOperationException($"There is no type '{other}'."),
        };

    private static bool HasFormat(JsonElement value, string format) => value.ValueKind != JsonValueKind.String || format switch
    {
        "date-time" => value.GetString()!.EndsWith('Z') && value.TryGetDateTimeOffset(out _),
        "uri" => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "uuid" => Guid.TryParse(value.GetString(), out _),
        _ => throw new InvalidOperationException($"There is no check for the format '{format}'."),
    };

    private static void Expect(bool holds, string problem, string path, List<string> problems)
    {
        if (!holds)
        {
            problems.Add($"{path} {problem}");
        }
    }

    private static string Show(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] + "..." : value.GetRawText();
}
