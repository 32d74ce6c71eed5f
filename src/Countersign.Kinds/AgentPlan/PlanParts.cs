using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.AgentPlan;

/// <summary>Finds, for a step of the whole plan, the job that it belongs to and what that job's kind is to be handed.</summary>
/// <param name="kinds">The kinds that plans may be made of.</param>
/// <param name="facts">The jobs.</param>
internal sealed class PlanParts(IReadOnlyList<IJobKind> kinds, AgentFacts facts)
{
    public PlannedJob? Find(string stepId) => facts.Jobs.FirstOrDefault(job => StepMapping.IsOf(job, stepId));

    /// <exception cref="WorkFailedException"><c>plan_invalid</c>.</exception>
    public IJobKind KindOf(PlannedJob job) => kinds.FirstOrDefault(kind => kind.Descriptor.Kind == job.Kind)
        ?? throw new WorkFailedException(ErrorCodes.PlanInvalid, $"Plans may not be made of {job.Kind} any more (Agent:Kinds).");

    public static PlanStep[] StepsOf(PlannedJob job, IEnumerable<PlanStep> steps) =>
        [.. steps.Where(step => StepMapping.IsOf(job, step.Id)).Select(step => StepMapping.ToInner(job, step))];

    public static Dictionary<string, JsonElement> ResultsOf(PlannedJob job, IReadOnlyDictionary<string, JsonElement> results) => results
        .Where(result => StepMapping.IsOf(job, result.Key))
        .ToDictionary(result => result.Key[StepMapping.IdPrefix(job).Length..], result => result.Value, StringComparer.Ordinal);
}
