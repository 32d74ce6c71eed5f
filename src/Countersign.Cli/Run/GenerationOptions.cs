using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Cli.Run;

/// <summary>The options of <c>project.generate</c>; the server checks their values.</summary>
/// <param name="Template">The template's identifier.</param>
/// <param name="Goal">What is wanted, in words.</param>
/// <param name="Settings">Parameters, each <c>name=value</c>.</param>
internal sealed record GenerationOptions(string? Template, string? Goal, IReadOnlyList<string> Settings)
{
    public bool IsEmpty => Template is null && Goal is null && Settings.Count == 0;

    /// <summary>The first setting that is no <c>name=value</c>; null when all are.</summary>
    public string? Malformed => Settings.FirstOrDefault(setting => setting.IndexOf('=', StringComparison.Ordinal) < 1);

    /// <summary>The kind's input; what was not given is left out.</summary>
    public JsonObject ToInput()
    {
        var parameters = new JsonObject();
        foreach (var parts in Settings.Select(setting => setting.Split('=', 2)))
        {
            parameters[parts[0]] = Value(parts[1]);
        }

        var input = new JsonObject { ["parameters"] = parameters };
        if (Template is not null)
        {
            input["template"] = Template;
        }

        if (Goal is not null)
        {
            input["goal"] = Goal;
        }

        return input;
    }

    // A text that would read as a number or a truth value is given in quotes.
    private static JsonNode Value(string text) => text switch
    {
        "true" or "false" => JsonValue.Create(text == "true"),
        ['"', .., '"'] => Unquoted(text),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private static JsonNode Unquoted(string text)
    {
        try
        {
            return JsonNode.Parse(text)!;
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
