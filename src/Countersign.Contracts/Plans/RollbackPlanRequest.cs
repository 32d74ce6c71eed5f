namespace Countersign.Contracts.Plans;

/// <summary>The body of <c>POST /api/jobs/{id}/plan/rollback</c>.</summary>
/// <param name="Version">The version whose steps the new one takes.</param>
public sealed record RollbackPlanRequest(int Version);
