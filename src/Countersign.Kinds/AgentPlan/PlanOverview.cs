using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.AgentPlan;

/// <summary>The plan's first step: what was planned and why, what was not, and the conversation with a model, kept as an artifact.</summary>
internal static class PlanOverview
{
    public const string Id = "plan";
    public const string TranscriptName = "transcript.json";
    private const string Action = "agent.plan/record";

    public static PlanStep Step(string goal, AgentFacts facts, IReadOnlyList<(PlannedJob Job, PlanDraft Draft)> jobs, IReadOnlyList<string> notes)
    {
        var text = new StringBuilder();
        text.Append("goal: ").Append(PlainText.Of(goal)).Append('\n');
        text.Append(facts.Planner == AgentFacts.RulesPlanner ? "planned by rules:\n" : $"planned by the model {PlainText.Of(facts.Model!)}:\n");
        AppendList(text, facts.Proposal.Reasons);
        text.Append(jobs.Count == 0 ? "jobs: none, so that nothing will be done\n" : "jobs, in this order:\n");
        foreach (var (job, draft) in jobs)
        {
            text.Append(CultureInfo.InvariantCulture, $"- job {job.Part}, {job.Kind}: {job.Why}; {Counted(draft.Steps.Count, "step")}, risk {draft.Steps.Max(step => step.Risk).ToString().ToLowerInvariant()}; input {StepMapping.InputText(job)}\n");
        }

        AppendSection(text, "not planned:", facts.Proposal.Refused.Select(refused => $"{refused.Kind}: {refused.Reason}"));
        AppendSection(text, "to be submitted as jobs of their own, afterwards:", facts.Proposal.FollowUps);
        AppendSection(text, "feedback:", notes);
        if (Transcript(facts) is { } transcript)
        {
            text.Append(CultureInfo.InvariantCulture, $"writes the artifact {TranscriptName}, {Digest.Of(transcript)}, {transcript.Length} bytes\n");
        }

        return new PlanStep
        {
            Id = Id,
            Title = jobs.Count == 0 ? "Nothing to do" : $"What was planned, and why: {Counted(jobs.Count, "job")}",
            Action = Action,
            Preview = text.ToString().TrimEnd('\n'),
            Risk = Risk.Read,
        };
    }

    /// <summary>Keeps the conversation, and says in the log what is to come.</summary>
    /// <exception cref="WorkFailedException"><c>plan_invalid</c>: the conversation is not the one that the approved plan names.</exception>
    public static async Task<JsonElement> RunAsync(StepContext context, AgentFacts facts, int jobs, CancellationToken cancellationToken)
    {
        var result = new JsonObject { ["jobs"] = jobs, ["transcript"] = null };
        if (Transcript(facts) is { } transcript)
        {
            if (!context.Step.Preview.Contains(Digest.Of(transcript), StringComparison.Ordinal))
            {
                throw new WorkFailedException(ErrorCodes.PlanInvalid, $"The stored conversation is not the one that step '{context.Step.Id}' names.");
            }

            using var content = new MemoryStream(transcript);
            var saved = await context.Artifacts.SaveAsync(TranscriptName, "application/json", content, cancellationToken);
            result["transcript"] = new JsonObject { ["artifact"] = saved.Name, ["sha256"] = saved.Sha256 };
        }

        context.Reporter.Log(jobs == 0 ? "Nothing was done." : $"The plan has {Counted(jobs, "job")}.");
        context.Reporter.Progress(1);
        return JsonSerializer.SerializeToElement(result);
    }

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static byte[]? Transcript(AgentFacts facts) =>
        facts.Transcript is { } transcript ? CanonicalJson.Serialize(JsonSerializer.SerializeToElement(transcript)) : null;

    private static void AppendSection(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        if (all.Length > 0)
        {
            text.Append(title).Append('\n');
            AppendList(text, all);
        }
    }

    private static void AppendList(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append("- ").Append(PlainText.Of(line)).Append('\n');
        }
    }
}
