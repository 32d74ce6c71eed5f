using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.AgentPlan;

/// <summary>Everything that the planner found and decided, as the job's analysis keeps it.</summary>
internal sealed record AgentFacts
{
    public const string RulesPlanner = "rules";
    public const string ModelPlanner = "model";

    public required string Planner { get; init; }

    /// <summary>The model's name; null for the rules.</summary>
    public string? Model { get; init; }

    /// <summary>Every job that was ever accepted, so that older versions of the plan stay whole; those of the newest plan are chosen.</summary>
    public IReadOnlyList<PlannedJob> Jobs { get; init; } = [];

    public Proposal Proposal { get; init; } = new();

    /// <summary>What people said of earlier versions, the oldest first. It goes on to hold.</summary>
    public IReadOnlyList<string> Feedback { get; init; } = [];

    public AgentUsage Usage { get; init; } = new();

    /// <summary>The conversation with the model, without its keys; null for the rules.</summary>
    public JsonArray? Transcript { get; init; }

    public IEnumerable<PlannedJob> Chosen => Proposal.Chosen.Select(number => Jobs.Single(job => job.Number == number));

    public static AgentFacts Read(JsonElement facts) => new()
    {
        Planner = facts.GetProperty("planner").GetString()!,
        Model = facts.GetProperty("model").GetString(),
        Jobs = [.. facts.GetProperty("jobs").EnumerateArray().Select(job => new PlannedJob(
            job.GetProperty("number").GetInt32(),
            job.GetProperty("kind").GetString()!,
            job.GetProperty("input"),
            job.GetProperty("why").GetString()!,
            job.GetProperty("analysis").Deserialize(ContractsJson.Default.Analysis)!))],
        Proposal = new Proposal
        {
            Chosen = [.. facts.GetProperty("chosen").EnumerateArray().Select(number => number.GetInt32())],
            Refused = [.. facts.GetProperty("refused").EnumerateArray().Select(refused => new RefusedJob(refused.GetProperty("kind").GetString()!, refused.GetProperty("reason").GetString()!))],
            FollowUps = Texts(facts, "follow_ups"),
            Reasons = Texts(facts, "reasons"),
        },
        Feedback = Texts(facts, "feedback"),
        Usage = new AgentUsage(
            facts.GetProperty("usage").GetProperty("requests").GetInt32(),
            facts.GetProperty("usage").GetProperty("tokens").GetInt64(),
            facts.GetProperty("usage").GetProperty("cost") is { ValueKind: JsonValueKind.Number } cost ? cost.GetDouble() : null),
        Transcript = facts.GetProperty("transcript") is { ValueKind: JsonValueKind.Array } transcript ? (JsonArray)JsonNode.Parse(transcript.GetRawText())! : null,
    };

    /// <summary>The analysis of the whole job: these facts, and all that the jobs read.</summary>
    public Analysis ToAnalysis() => new()
    {
        Summary = Summarize(),
        Facts = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["planner"] = Planner,
            ["model"] = Model,
            ["reasons"] = List(Proposal.Reasons),
            ["chosen"] = new JsonArray([.. Proposal.Chosen.Select(number => (JsonNode)number)]),
            ["refused"] = RefusedList(),
            ["follow_ups"] = List(Proposal.FollowUps),
            ["feedback"] = List(Feedback),
            ["usage"] = UsageObject(),
            ["jobs"] = new JsonArray([.. Jobs.Select(job => (JsonNode)new JsonObject
            {
                ["number"] = job.Number,
                ["kind"] = job.Kind,
                ["why"] = job.Why,
                ["input"] = JsonNode.Parse(job.Input.GetRawText()),
                ["input_digest"] = job.InputDigest,
                ["analysis"] = JsonSerializer.SerializeToNode(job.Analysis, ContractsJson.Default.Analysis),
            })]),
            ["transcript"] = Transcript?.DeepClone(),
        }),
        Content = ContentUnion.Of(Jobs),
    };

    public JsonArray RefusedList() =>
        new([.. Proposal.Refused.Select(refused => (JsonNode)new JsonObject { ["kind"] = refused.Kind, ["reason"] = refused.Reason })]);

    public JsonObject UsageObject() => new() { ["requests"] = Usage.Requests, ["tokens"] = Usage.Tokens, ["cost"] = Usage.Cost };

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static string[] Texts(JsonElement facts, string name) => [.. facts.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private string Summarize() => Proposal.Chosen.Count == 0
        ? "Nothing that can be planned was found in the goal."
        : $"The goal becomes {string.Join(", ", Chosen.Select(job => job.Kind))}.";
}
