using System.Text.Json.Nodes;
using Countersign.Kinds.AgentPlan.Model;

namespace Countersign.Kinds.Tests.AgentPlan;

/// <summary>Answers with what a test wrote down, in order; one request more fails the test.</summary>
internal sealed class ScriptedModel(params ChatAnswer[] answers) : IChatModel
{
    private readonly Queue<ChatAnswer> _answers = new(answers);

    public string Name => "scripted";

    /// <summary>The last message of each request, as JSON text.</summary>
    public List<string> Asked { get; } = [];

    public List<int> MaxTokens { get; } = [];

    public static ChatAnswer Calls(params (string Name, string Arguments)[] calls) => new(
        "", [.. calls.Select((call, index) => new ChatToolCall($"call-{index}", call.Name, call.Arguments))], 100, 20);

    public static ChatAnswer Finish(string reason = "done") => Calls(("finish", new JsonObject { ["reason"] = reason }.ToJsonString()));

    public Task<ChatAnswer> AskAsync(JsonArray messages, JsonArray tools, int maxTokens, CancellationToken cancellationToken)
    {
        Asked.Add(messages[^1]!.ToJsonString());
        MaxTokens.Add(maxTokens);
        return Task.FromResult(_answers.Dequeue());
    }
}
