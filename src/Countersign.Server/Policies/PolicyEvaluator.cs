using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Server.Plans;

namespace Countersign.Server.Policies;

/// <summary>Asks the configured rules.</summary>
internal sealed class PolicyEvaluator(ApprovalOptions options, ApprovalHistory history, TimeProvider clock)
{
    /// <summary>What the rules say of a plan.</summary>
    public Task<PolicyVerdict> EvaluateAsync(string kind, Plan plan, CancellationToken cancellationToken) =>
        EvaluateAsync(kind, plan.HighestRisk(), plan.Estimate, PlanContents.DigestOf(kind, plan), cancellationToken);

    /// <summary>What the rules say of a plan that there might be.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="risk">The gravest risk of any step.</param>
    /// <param name="estimate">Of all steps together.</param>
    /// <param name="content">Digest of the plan's content; null where there is no plan yet.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<PolicyVerdict> EvaluateAsync(
        string kind, Risk risk, Estimate? estimate, string? content, CancellationToken cancellationToken)
    {
        var asksForHistory = content is not null && options.Policies.Any(policy => policy.ApprovedWithinDays is not null);
        var approvedAt = asksForHistory ? await history.FindAsync(content!, cancellationToken) : null;
        return PolicyRules.Evaluate(options.Policies, new PolicyCase(kind, risk, estimate, approvedAt), clock.GetUtcNow());
    }
}
