namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>What may be changed in a plan: build checks may be left out, and nothing else.</summary>
internal static class GenerationPlanRules
{
    public static IReadOnlyList<StepProblem> Check(EditedPlan plan)
    {
        if (PlannedSteps.Check(plan) is { Count: > 0 } changed)
        {
            return changed;
        }

        // Versions of one job may be of different parameters; the newest comes first, and its steps belong together.
        var newest = plan.Planned.TakeWhile(step => step.Action != GenerationSteps.Archive).Append(plan.Planned.First(step => step.Action == GenerationSteps.Archive)).ToArray();
        var steps = plan.Steps.FirstOrDefault(step => step.Action == GenerationSteps.Archive) is { } archive
            ? plan.Planned.Where(step => step.Action == GenerationSteps.Write && GenerationPreview.Read(step).Agrees(GenerationPreview.Read(archive))).Append(archive)
            : newest;
        var needed = steps.Where(step => step.Action != GenerationSteps.Check).DistinctBy(step => step.Id).ToArray();
        var missing = needed
            .Where(step => !plan.Steps.Any(kept => kept.Id == step.Id && kept.Preview == step.Preview))
            .Select(step => new StepProblem(null, $"step '{step.Id}' is missing or of another version; allowed is to leave out build checks ({GenerationSteps.Check}…)."));
        return [.. missing];
    }
}
