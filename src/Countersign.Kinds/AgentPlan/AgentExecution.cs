using System.Text.Json;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.AgentPlan;

/// <summary>Has each step done by the kind that planned it, with that kind's input, analysis, plan and earlier results, and nothing else.</summary>
internal static class AgentExecution
{
    public static Task<JsonElement> RunAsync(IReadOnlyList<IJobKind> kinds, StepContext context, CancellationToken cancellationToken)
    {
        var facts = AgentFacts.Read(context.Analysis.Facts);
        if (context.Step.Id == PlanOverview.Id)
        {
            return PlanOverview.RunAsync(context, facts, facts.Jobs.Count(job => context.Plan.Steps.Any(step => StepMapping.IsOf(job, step.Id))), cancellationToken);
        }

        var parts = new PlanParts(kinds, facts);
        var job = parts.Find(context.Step.Id)
            ?? throw new WorkFailedException(ErrorCodes.PlanInvalid, $"Step '{context.Step.Id}' belongs to no job of the plan.");
        var kind = parts.KindOf(job);
        var input = context.Fill(job.Input);
        // What an operator allows may have changed since the plan was made.
        var errors = new FieldErrors();
        kind.CheckInput(job.Input, errors);
        if (!errors.IsEmpty)
        {
            throw new WorkFailedException(ErrorCodes.PlanInvalid, string.Join(" ", errors.ToDictionary().SelectMany(error => error.Value.Select(message => $"{error.Key} {message}"))));
        }

        return kind.ExecuteAsync(
            context with
            {
                JobId = JobParts.Of(context.JobId, job.Part),
                Input = input,
                Analysis = job.Analysis,
                Plan = context.Plan with { Steps = PlanParts.StepsOf(job, context.Plan.Steps) },
                Step = StepMapping.ToInner(job, context.Step),
                Results = PlanParts.ResultsOf(job, context.Results),
                Artifacts = new PartArtifacts(context.Artifacts, StepMapping.IdPrefix(job)),
            },
            cancellationToken);
    }

    /// <summary>Steps that nobody planned are refused; within a job, its kind has the last word.</summary>
    public static IReadOnlyList<StepProblem> Check(IReadOnlyList<IJobKind> kinds, EditedPlan plan)
    {
        var problems = PlannedSteps.Check(plan);
        if (problems.Count > 0)
        {
            return problems;
        }

        var facts = AgentFacts.Read(plan.Analysis.Facts);
        var parts = new PlanParts(kinds, facts);
        return [.. facts.Jobs.Where(job => plan.Steps.Any(step => StepMapping.IsOf(job, step.Id))).SelectMany(job => parts.KindOf(job)
            .CheckPlan(new EditedPlan(JobParts.Of(plan.JobId, job.Part), job.Input, job.Analysis, PlanParts.StepsOf(job, plan.Steps), PlanParts.StepsOf(job, plan.Planned)))
            .Select(problem => problem with { Step = problem.Step is null ? null : StepMapping.IdPrefix(job) + problem.Step }))];
    }
}
