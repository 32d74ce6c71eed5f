using System.Text.Json.Nodes;

namespace Countersign.Kinds.AgentPlan.Model;

/// <summary>The functions that a model may call: one for each kind, and one to end with.</summary>
internal sealed class ModelTools
{
    public const string Finish = "finish";

    private readonly Dictionary<string, string> _kinds;

    public ModelTools(IReadOnlyList<IJobKind> kinds)
    {
        // Names of functions may hold neither dots nor much else.
        _kinds = kinds.ToDictionary(kind => NameOf(kind.Descriptor.Kind), kind => kind.Descriptor.Kind, StringComparer.Ordinal);
        Document = [.. kinds.Select(kind => (JsonNode)Function(NameOf(kind.Descriptor.Kind), kind.Descriptor.Description, SchemaOf(kind))), Ending()];
    }

    /// <summary>In the form of chat completions.</summary>
    public JsonArray Document { get; }

    /// <summary>The kind whose function has the name; the name itself where there is none.</summary>
    public string KindOf(string function) => _kinds.GetValueOrDefault(function, function);

    private static string NameOf(string kind) => new([.. kind.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' ? letter : '_')]);

    private static JsonObject SchemaOf(IJobKind kind)
    {
        var schema = (JsonObject)JsonNode.Parse(kind.Descriptor.InputSchema.GetRawText())!;
        schema.Remove("$schema");
        return schema;
    }

    private static JsonObject Ending() => Function(Finish, "Ends the planning.", new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["reason"] = new JsonObject { ["type"] = "string", ["description"] = "Why these jobs, or why none." },
            ["follow_ups"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string" },
                ["description"] = "Jobs to submit later, since they need what these jobs write.",
            },
        },
    });

    private static JsonObject Function(string name, string description, JsonObject parameters) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["description"] = description, ["parameters"] = parameters },
    };
}
