using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Scenarios;

/// <summary>
/// Holds an answer against an example. Members that the example does not name may be there; texts in angle brackets stand for any
/// value of their sort.
/// </summary>
internal static class ExampleMatch
{
    private const string Contains = "<contains>";

    /// <summary>Every difference, each with its place; none when the answer fits.</summary>
    public static IEnumerable<string> Differences(JsonNode? expected, JsonNode? actual, string place = "")
    {
        switch (expected)
        {
            case JsonObject wanted:
                return actual is JsonObject found
                    ? wanted.SelectMany(member => Differences(member.Value, found[member.Key], $"{place}/{member.Key}"))
                    : [Difference(place, "an object", actual)];
            case JsonArray { Count: > 0 } wanted when Text(wanted[0]) == Contains:
                return actual is JsonArray all
                    ? wanted.Skip(1).Where(one => !all.Any(entry => !Differences(one, entry).Any())).Select(one => $"{place} has no {one?.ToJsonString()}; it is {all.ToJsonString()}")
                    : [Difference(place, "a list", actual)];
            case JsonArray wanted:
                return actual is JsonArray entries && entries.Count == wanted.Count
                    ? wanted.SelectMany((entry, i) => Differences(entry, entries[i], $"{place}/{i}"))
                    : [Difference(place, wanted.ToJsonString(), actual)];
            default:
                return Fits(expected, actual) ? [] : [Difference(place, expected?.ToJsonString() ?? "null", actual)];
        }
    }

    private static bool Fits(JsonNode? expected, JsonNode? actual) => Text(expected) switch
    {
        "<any>" => actual is not null,
        "<text>" => Text(actual) is { Length: > 0 },
        "<time>" => Text(actual) is { } time && time.EndsWith('Z') && DateTimeOffset.TryParse(time, out _),
        "<number>" => actual?.GetValueKind() == JsonValueKind.Number,
        "<list>" => actual is JsonArray { Count: > 0 },
        "<object>" => actual is JsonObject,
        _ => JsonNode.DeepEquals(expected, actual),
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Difference(string place, string wanted, JsonNode? actual) =>
        $"{(place.Length == 0 ? "the body" : place)} is {actual?.ToJsonString() ?? "null"}; expected is {wanted}";
}
