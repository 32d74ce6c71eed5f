using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Approvals;

/// <summary>
/// The body of <c>POST /api/policies/evaluate</c>: either <c>job_id</c>, for that job's current plan, or <c>kind</c> with
/// <c>risk</c> and perhaps <c>estimate</c>, for a plan that there might be.
/// </summary>
public sealed record EvaluatePolicyRequest
{
    public string? JobId { get; init; }

    public string? Kind { get; init; }

    /// <summary>The gravest risk of any step.</summary>
    public Risk? Risk { get; init; }

    /// <summary>Of all steps together; what is not given is unknown, and no rule with a limit for it approves.</summary>
    public Estimate? Estimate { get; init; }
}
