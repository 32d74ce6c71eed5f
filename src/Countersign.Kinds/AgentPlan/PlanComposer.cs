using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.AgentPlan;

/// <summary>Makes the whole plan of the plans that the kinds themselves make for their jobs.</summary>
/// <param name="kinds">The kinds that plans may be made of.</param>
/// <param name="context">The whole job's.</param>
/// <param name="facts">What was decided.</param>
/// <param name="feedback">What people said so far.</param>
internal sealed class PlanComposer(IReadOnlyList<IJobKind> kinds, PlanContext context, AgentFacts facts, AgentFeedback feedback)
{
    private readonly List<string> _notes = [];

    public async Task<PlanDraft> ComposeAsync(CancellationToken cancellationToken)
    {
        var taken = facts.Chosen.Where(job => Takes(job)).ToArray();
        var planned = new List<(PlannedJob Job, PlanDraft Draft)>();
        foreach (var job in taken)
        {
            if (await PlanAsync(job, isAlone: taken.Length == 1, cancellationToken) is { } draft)
            {
                planned.Add((job, draft));
            }
        }

        if (facts.Planner == AgentFacts.RulesPlanner && taken.Length != 1)
        {
            _notes.AddRange(feedback.NotUnderstood.Select(line => $"\"{PlainText.Of(line)}\" was not followed: {AgentFeedback.Known}"));
        }

        // What removes things comes last: the others read what is there now, and would stop on finding it changed.
        var ordered = planned.OrderBy(part => RiskOf(part.Draft)).ToArray();
        PlanStep[] steps =
        [
            PlanOverview.Step(AgentInputGoal(), facts, ordered, _notes),
            .. ordered.SelectMany(part => part.Draft.Steps.Select(step => StepMapping.ToOuter(part.Job, step))),
        ];
        return new PlanDraft(steps, SumOf([.. ordered.Select(part => part.Draft.Estimate).OfType<Estimate>()]));
    }

    private string AgentInputGoal() => new AgentInput(context.Input).Goal;

    private bool Takes(PlannedJob job)
    {
        if (feedback.Takes(job))
        {
            return true;
        }

        _notes.Add($"job {job.Part} ({job.Kind}) is left out, as the feedback says");
        return false;
    }

    private async Task<PlanDraft?> PlanAsync(PlannedJob job, bool isAlone, CancellationToken cancellationToken)
    {
        if (kinds.FirstOrDefault(kind => kind.Descriptor.Kind == job.Kind) is not { } kind)
        {
            _notes.Add($"job {job.Part} is left out: plans may not be made of {job.Kind} any more");
            return null;
        }

        try
        {
            var words = feedback.For(job, isAlone && facts.Planner == AgentFacts.RulesPlanner);
            var draft = await kind.PlanAsync(
                new PlanContext(JobParts.Of(context.JobId, job.Part), job.Input, job.Analysis, words is null ? 1 : Math.Max(2, context.Round), words), cancellationToken);
            if (!feedback.IsReadOnly || RiskOf(draft) == Risk.Read)
            {
                return draft;
            }

            _notes.Add($"job {job.Part} ({job.Kind}) is left out: it writes, and nothing is to be written");
            return null;
        }
        catch (WorkFailedException failure) when (!failure.Retryable)
        {
            _notes.Add($"job {job.Part} ({job.Kind}) is left out: {PlainText.Of(failure.Message)}");
            return null;
        }
    }

    private static Risk RiskOf(PlanDraft draft) => draft.Steps.Max(step => step.Risk);

    /// <summary>A part that no job knows is unknown.</summary>
    private static Estimate? SumOf(Estimate[] known) => known.Length == 0 ? null : new Estimate
    {
        DurationSeconds = Sum(known, part => part.DurationSeconds),
        BytesRead = (long?)Sum(known, part => part.BytesRead),
        BytesWritten = (long?)Sum(known, part => part.BytesWritten),
        BytesFreed = (long?)Sum(known, part => part.BytesFreed),
        Tokens = (long?)Sum(known, part => part.Tokens),
        Cost = Sum(known, part => part.Cost),
    };

    private static double? Sum(Estimate[] known, Func<Estimate, double?> part) =>
        known.Select(part).OfType<double>().ToArray() is { Length: > 0 } values ? values.Sum() : null;
}
