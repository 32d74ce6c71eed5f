using System.Text.Json.Nodes;

namespace Countersign.Kinds.AgentPlan.Rules;

/// <summary>What a rule found in a goal.</summary>
/// <param name="Because">The words that made it fire, or what else did; null when it did not fire.</param>
/// <param name="Inputs">Inputs of the kind, one for each job that is wanted.</param>
/// <param name="Missing">What the goal would have to say for a job to come of it; a sentence, null when nothing is missing.</param>
internal sealed record RuleResult(string? Because, IReadOnlyList<JsonObject> Inputs, string? Missing = null)
{
    public static RuleResult Silent { get; } = new(null, []);

    public static RuleResult Of(string because, JsonObject input) => new(because, [input]);

    public static RuleResult Lacks(string because, string missing) => new(because, [], missing);
}
