namespace Countersign.Contracts.Plans;

/// <summary>The body of <c>PATCH /api/jobs/{id}/plan</c>.</summary>
/// <param name="Steps">All steps of the new version, not only those that change.</param>
public sealed record EditPlanRequest(IReadOnlyList<PlanStep> Steps);
