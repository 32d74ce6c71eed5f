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
            ["jobs"] = new JsonArray([.. Jobs(facts, context).Select(job => (JsonNode)Part(parts, job, context))]),
            ["refused"] = facts.RefusedList(),
            ["follow_ups"] = AgentFacts.List(facts.Proposal.FollowUps),
            ["usage"] = facts.UsageObject(),
            ["transcript"] = context.Results.TryGetValue(PlanOverview.Id, out var overview) && overview.TryGetProperty("transcript", out var transcript)
                ? JsonNode.Parse(transcript.GetRawText())
                : null,
        });
    }

    /// <summary>Those of the newest proposal, and whatever ran: an older version of the plan may have been taken up again.</summary>
    private static IEnumerable<PlannedJob> Jobs(AgentFacts facts, SummaryContext context) => facts.Jobs.Where(job =>
        facts.Proposal.Chosen.Contains(job.Number) || context.Results.Keys.Any(step => StepMapping.IsOf(job, step)));

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
