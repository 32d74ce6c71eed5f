using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Server.Tasks;

/// <summary>
/// An input with places for parameters: <c>{"$parameter": "name"}</c> stands for one, <c>{"$parameters": true}</c> for all. Places
/// are objects and not text, so that a value keeps its type and no kind's own placeholders are touched.
/// </summary>
internal static class InputPattern
{
    private const string One = "$parameter";
    private const string All = "$parameters";

    /// <summary>The input with its values; a member or entry whose parameter is absent is left out.</summary>
    public static JsonElement Fill(JsonElement pattern, JsonObject values) =>
        ToElement(Fill(JsonNode.Parse(pattern.GetRawText()), values) ?? new JsonObject());

    /// <summary>The parameters that the pattern has places for, by name.</summary>
    public static IEnumerable<string> NamesIn(JsonNode? node) => node switch
    {
        JsonObject place when NameOf(place) is { } name => [name],
        JsonObject parts => parts.SelectMany(part => NamesIn(part.Value)),
        JsonArray entries => entries.SelectMany(NamesIn),
        _ => [],
    };

    /// <summary>An object with the members of both; the later ones win.</summary>
    public static JsonElement Overlay(params ReadOnlySpan<JsonElement?> layers)
    {
        var whole = new JsonObject();
        foreach (var layer in layers)
        {
            foreach (var member in layer?.EnumerateObject().ToArray() ?? [])
            {
                whole[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            }
        }

        return ToElement(whole);
    }

    public static JsonElement ToElement(JsonNode node) => JsonElement.Parse(node.ToJsonString());

    private static JsonNode? Fill(JsonNode? node, JsonObject values)
    {
        switch (node)
        {
            case JsonObject place when NameOf(place) is { } name:
                return values[name]?.DeepClone();
            case JsonObject { Count: 1 } place when place.ContainsKey(All):
                return values.DeepClone();
            case JsonObject parts:
                return new JsonObject(parts
                    .Select(part => KeyValuePair.Create(part.Key, Fill(part.Value, values)))
                    .Where(part => part.Value is not null));
            case JsonArray entries:
                return new JsonArray([.. entries.Select(entry => Fill(entry, values)).Where(entry => entry is not null)]);
            default:
                return node?.DeepClone();
        }
    }

    private static string? NameOf(JsonObject place) =>
        place.Count == 1 && place[One] is JsonValue value && value.TryGetValue<string>(out var name) ? name : null;
}
