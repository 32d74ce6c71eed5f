using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Server.Kinds;
using Countersign.Server.Plans;

namespace Countersign.Server.Policies;

/// <summary>Asks the configured rules.</summary>
internal sealed class PolicyEvaluator(ApprovalOptions options, ApprovalHistory history, KindCatalogue kinds, TimeProvider clock)
{
    /// <summary>What the rules say of a plan.</summary>
    /// <remarks>Plans of the server's own upkeep have a rule of their own, whatever is configured for others.</remarks>
    public Task<PolicyVerdict> EvaluateAsync(string kind, Plan plan, CancellationToken cancellationToken) =>
        kinds.FindUpkeep(kind) is { } upkeep
            ? Task.FromResult(new PolicyVerdict(PolicyDecision.Approve, upkeep.Rule, [upkeep.Reason]))
            : EvaluateAsync(kind, plan.HighestRisk(), plan.Estimate, PlanContents.DigestOf(kind, plan), cancellationToken);

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
