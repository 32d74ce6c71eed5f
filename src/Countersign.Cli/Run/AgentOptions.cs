using System.Text.Json.Nodes;

namespace Countersign.Cli.Run;

/// <summary>The options of <c>agent.plan</c>; the server checks their values.</summary>
internal sealed record AgentOptions(string? Goal, string? Source)
{
    public bool IsEmpty => Goal is null && Source is null;

    /// <summary>The kind's input.</summary>
    /// <param name="source">The source as the server knows it; null for none.</param>
    public JsonObject ToInput(JsonObject? source)
    {
        var input = new JsonObject { ["goal"] = Goal };
        if (source is not null)
        {
            input["source"] = source;
        }

        return input;
    }
}
