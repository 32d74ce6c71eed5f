using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Parameters;

/// <summary>Values held against a schema that <see cref="ParameterSchemas"/> has accepted.</summary>
public static class ParameterValues
{
    /// <summary>The parameters with the schema's defaults for absent ones; every problem is noted by name.</summary>
    /// <param name="schema">Of an object.</param>
    /// <param name="given">An object.</param>
    /// <param name="errors">Where problems go.</param>
    /// <param name="field">What the object is called in them.</param>
    public static JsonObject Read(JsonElement schema, JsonElement given, FieldErrors errors, string field = "parameters")
    {
        ArgumentNullException.ThrowIfNull(errors);
        var values = JsonNode.Parse(given.GetRawText())!.AsObject();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (values[property.Name] is null && property.Value.TryGetProperty("default", out var fallback))
                {
                    values[property.Name] = JsonNode.Parse(fallback.GetRawText());
                }
            }
        }

        Check(schema, JsonElement.Parse(values.ToJsonString()), field, errors);
        return values;
    }

    private static void Check(JsonElement schema, JsonElement value, string path, FieldErrors errors)
    {
        if (schema.TryGetProperty("type", out var type) && !ParameterSchemas.TypesIn(type).Any(name => Is(value, name)))
        {
            Refuse(value, path, string.Join(" or ", ParameterSchemas.TypesIn(type)), errors);
            return;
        }

        if (schema.TryGetProperty("enum", out var choices) && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
        {
            Refuse(value, path, "one of " + string.Join(", ", choices.EnumerateArray().Select(choice => choice.GetRawText())), errors);
        }

        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
        {
            Refuse(value, path, only.GetRawText(), errors);
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckMembers(schema, value, path, errors);
                break;
            case JsonValueKind.Array:
                CheckEntries(schema, value, path, errors);
                break;
            case JsonValueKind.String:
                CheckText(schema, value, path, errors);
                break;
            case JsonValueKind.Number:
                CheckBounds(schema, value, value.GetDouble(), ("minimum", "maximum"), path, "a number", errors);
                break;
        }
    }

    private static void CheckMembers(JsonElement schema, JsonElement value, string path, FieldErrors errors)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var member in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out var inner))
            {
                Check(inner, member.Value, $"{path}.{member.Name}", errors);
            }
            else if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False)
            {
                var names = known.ValueKind == JsonValueKind.Object ? known.EnumerateObject().Select(property => property.Name) : [];
                errors.Add($"{path}.{member.Name}", $"is not a field here; known are {string.Join(", ", names)}.");
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)))
            {
                errors.Add($"{path}.{name}", "is required.");
            }
        }
    }

    private static void CheckEntries(JsonElement schema, JsonElement value, string path, FieldErrors errors)
    {
        CheckBounds(schema, value, value.GetArrayLength(), ("minItems", "maxItems"), path, "a list with a number of entries", errors);
        if (schema.TryGetProperty("items", out var items))
        {
            var i = 0;
            foreach (var entry in value.EnumerateArray())
            {
                Check(items, entry, string.Create(CultureInfo.InvariantCulture, $"{path}[{i++}]"), errors);
            }
        }
    }

    private static void CheckText(JsonElement schema, JsonElement value, string path, FieldErrors errors)
    {
        var text = value.GetString()!;

        // A character is a Unicode scalar value (validation vocabulary, section 6.3.1).
        CheckBounds(schema, value, text.EnumerateRunes().Count(), ("minLength", "maxLength"), path, "a text with a number of characters", errors);
        if (schema.TryGetProperty("pattern", out var pattern) && !ParameterSchemas.Compile(pattern.GetString()!).IsMatch(text))
        {
            Refuse(value, path, $"a text that matches {pattern.GetString()}", errors);
        }
    }

    private static void CheckBounds(
        JsonElement schema, JsonElement value, double measure, (string Least, string Most) keywords, string path, string what, FieldErrors errors)
    {
        var least = schema.TryGetProperty(keywords.Least, out var low) ? low.GetDouble() : double.NegativeInfinity;
        var most = schema.TryGetProperty(keywords.Most, out var high) ? high.GetDouble() : double.PositiveInfinity;
        if (measure < least || measure > most)
        {
            Refuse(value, path, string.Create(CultureInfo.InvariantCulture, $"{what} from {least} to {most}"), errors);
        }
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "array" => value.ValueKind == JsonValueKind.Array,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.String,
    };

    private static void Refuse(JsonElement value, string path, string allowed, FieldErrors errors) =>
        errors.Add(path, $"is {ParameterSchemas.Shorten(value)}; allowed is {allowed}.");
}
