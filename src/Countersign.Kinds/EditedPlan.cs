using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>A plan that a person or an agent changed, before it becomes a version.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Input">As accepted by the kind's own check.</param>
/// <param name="Analysis">What the analysis found.</param>
/// <param name="Steps">All steps of the edited plan; ids, dependencies and inputs are checked already.</param>
/// <param name="Planned">Every step that the planner itself made for this input, the newest version's first.</param>
public sealed record EditedPlan(
    string JobId, JsonElement Input, Analysis Analysis, IReadOnlyList<PlanStep> Steps, IReadOnlyList<PlanStep> Planned);
