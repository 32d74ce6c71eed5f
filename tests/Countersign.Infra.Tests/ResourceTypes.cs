using System.Text.Json;

namespace Countersign.Infra.Tests;

/// <summary>
/// What the published types allow (<c>resource-types.json</c>, derived from Azure/bicep-types-az), and what resources get
/// wrong about it.
/// </summary>
internal static class ResourceTypes
{
    // What Bicep itself adds to the body of a resource.
    private static readonly string[] LanguageProperties = ["parent", "scope", "dependsOn"];

    private static readonly JsonElement Facts =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(InfraFiles.TestFolder, "resource-types.json"))).RootElement.Clone();

    /// <summary>Type and API version of every resource there are facts for.</summary>
    public static IEnumerable<string> Keys => Facts.GetProperty("types").EnumerateObject().Select(type => type.Name);

    /// <summary>The problems of a resource, with the lines they stand in.</summary>
    public static IReadOnlyList<string> Check(BicepFile.Resource resource)
    {
        if (!Facts.GetProperty("types").TryGetProperty(resource.Key, out var type))
        {
            return [$"line {resource.Line}: {resource.Key} is not among the known types."];
        }

        var body = resource.Body with
        {
            Properties = [.. resource.Body.Properties!.Where(property => !LanguageProperties.Contains(property.Name))],
        };
        return [.. CheckValue(type, body, resource.Line, "", partial: resource.Existing)];
    }

    private static IEnumerable<string> CheckValue(JsonElement type, BicepValue value, int line, string path, bool partial = false) =>
        value.Kind switch
        {
            "choice" => value.Values!.SelectMany(each => CheckValue(type, each, line, path)),
            "other" => [],
            _ when type.ValueKind == JsonValueKind.String => CheckKind(type.GetString()!, value, line, path),
            _ when type.ValueKind == JsonValueKind.Array => CheckLiteral(type, value, line, path),
            _ when type.TryGetProperty("items", out var item) => CheckArray(item, value, line, path),
            _ when type.TryGetProperty("discriminator", out var discriminator) => CheckVariant(type, discriminator.GetString()!, value, line, path),
            _ => CheckObject(type, value, line, path, partial),
        };

    private static IEnumerable<string> CheckKind(string type, BicepValue value, int line, string path)
    {
        var fits = type switch
        {
            "string" => value.Kind is "string" or "interpolated",
            "int" => value.Kind == "number",
            "bool" => value.Kind == "boolean",
            "object" or "array" => value.Kind == type,
            _ => true,
        };
        return fits ? [] : [$"line {line}: {path} is of type {type}, not {value.Kind}."];
    }

    private static IEnumerable<string> CheckLiteral(JsonElement literals, BicepValue value, int line, string path)
    {
        var allowed = literals.EnumerateArray().Select(literal => literal.GetString()).ToArray();
        return value.Kind == "interpolated" || (value.Kind == "string" && allowed.Contains(value.Text))
            ? []
            : [$"line {line}: {path} is one of {string.Join(", ", allowed)}, not {value.Text ?? value.Kind}."];
    }

    private static IEnumerable<string> CheckArray(JsonElement item, BicepValue value, int line, string path) =>
        value.Kind == "array"
            ? value.Items!.SelectMany(each => CheckValue(item, each, line, $"{path}[]"))
            : [$"line {line}: {path} is an array, not {value.Kind}."];

    private static IEnumerable<string> CheckVariant(JsonElement type, string discriminator, BicepValue value, int line, string path)
    {
        var variant = value.At(discriminator)?.Text;
        return variant is not null && type.GetProperty("variants").TryGetProperty(variant, out var chosen)
            ? CheckObject(chosen, value, line, path, partial: false)
            : [$"line {line}: {path} says with {discriminator} = {variant ?? "nothing"} that it is of no known kind."];
    }

    private static IEnumerable<string> CheckObject(JsonElement type, BicepValue value, int line, string path, bool partial)
    {
        if (value.Kind != "object")
        {
            yield return $"line {line}: {path} is an object, not {value.Kind}.";
            yield break;
        }

        var known = type.GetProperty("properties");
        var open = type.TryGetProperty("others", out var others);
        foreach (var property in value.Properties!)
        {
            var place = $"{path}/{property.Name ?? "*"}";
            if (property.Name is not null && known.TryGetProperty(property.Name, out var propertyType))
            {
                foreach (var problem in CheckValue(propertyType, property.Value, property.Line, place))
                {
                    yield return problem;
                }
            }
            else if (!open)
            {
                yield return $"line {property.Line}: there is no {place}.";
            }
            else
            {
                foreach (var problem in CheckValue(others, property.Value, property.Line, place))
                {
                    yield return problem;
                }
            }
        }

        if (partial)
        {
            yield break;
        }

        var missing = type.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).Except(value.Names);
        foreach (var name in missing)
        {
            yield return $"line {line}: {path}/{name} is required.";
        }
    }
}
