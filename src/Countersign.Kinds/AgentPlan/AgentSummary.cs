using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Kinds.AgentPlan;

/// <summary>Puts the jobs' own results together.</summary>
internal static class AgentSummary
{
    public static JsonElement Create(IReadOnlyList<IJobKind> kinds, SummaryContext context)
    {
        var facts = AgentFacts.Read(context.Analysis.Facts);
        var parts = new PlanParts(kinds, facts);
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["goal"] = new AgentInput(context.Input).Goal,
            ["planner"] = facts.Planner,
            ["model"] = facts.Model,
            ["jobs"] = new JsonArray([.. facts.Chosen.Select(job => (JsonNode)Part(parts, job, context))]),
            ["refused"] = facts.RefusedList(),
            ["follow_ups"] = AgentFacts.List(facts.Proposal.FollowUps),
            ["usage"] = facts.UsageObject(),
            ["transcript"] = context.Results.TryGetValue(PlanOverview.Id, out var overview) && overview.TryGetProperty("transcript", out var transcript)
                ? JsonNode.Parse(transcript.GetRawText())
                : null,
        });
    }

    private static JsonObject Part(PlanParts parts, PlannedJob job, SummaryContext context)
    {
        var results = PlanParts.ResultsOf(job, context.Results);
        return new JsonObject
        {
            ["number"] = job.Number,
            ["kind"] = job.Kind,
            ["why"] = job.Why,
            ["input"] = JsonNode.Parse(job.Input.GetRawText()),
            ["steps"] = AgentFacts.List(results.Keys.Order(StringComparer.Ordinal).Select(id => StepMapping.IdPrefix(job) + id)),
            ["result"] = results.Count == 0
                ? null
                : JsonNode.Parse(parts.KindOf(job).Summarize(new SummaryContext(job.Input, job.Analysis, results)).GetRawText()),
        };
    }
}
