using System.Globalization;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Policies;

/// <summary>Whether a rule approves a plan. Pure.</summary>
internal static class PolicyRules
{
    public static PolicyVerdict Evaluate(IEnumerable<ApprovalPolicy> policies, PolicyCase plan, DateTimeOffset now)
    {
        if (plan.Risk == Risk.Destructive)
        {
            return Hold(["A step removes or overwrites something; no rule approves that."]);
        }

        var lacking = new List<string>();
        foreach (var policy in policies)
        {
            string[] lacks = [.. Lacks(policy, plan, now)];
            if (lacks.Length == 0)
            {
                return new PolicyVerdict(PolicyDecision.Approve, policy.Name, [.. Holds(policy, plan)]);
            }

            lacking.AddRange(lacks.Select(lack => $"{policy.Name}: {lack}"));
        }

        return Hold(lacking.Count == 0 ? ["No rule is configured (Approval:Policies)."] : lacking);
    }

    private static PolicyVerdict Hold(IReadOnlyList<string> reasons) => new(PolicyDecision.Hold, null, reasons);

    private static IEnumerable<string> Lacks(ApprovalPolicy policy, PolicyCase plan, DateTimeOffset now)
    {
        if (policy.Kinds.Count > 0 && !policy.Kinds.Contains(plan.Kind))
        {
            yield return $"the kind is {plan.Kind}; it is for {string.Join(", ", policy.Kinds)}.";
        }

        if (plan.Risk > policy.MaxRisk)
        {
            yield return $"the risk is {SnakeCase.NameOf(plan.Risk)}; allowed is up to {SnakeCase.NameOf(policy.MaxRisk)}.";
        }

        foreach (var (what, value, limit) in Limits(policy, plan.Estimate))
        {
            if (limit is not null && !(value <= limit))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"the estimated {what} is {(value is null ? "unknown" : $"{value:0.###}")}; allowed is up to {limit:0.###}.");
            }
        }

        if (policy.ApprovedWithinDays is { } days && !(plan.ApprovedAt >= now.AddDays(-days)))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"no person has approved the same plan content within {days:0.###} days.");
        }
    }

    private static IEnumerable<string> Holds(ApprovalPolicy policy, PolicyCase plan)
    {
        yield return $"The kind is {plan.Kind}, the risk {SnakeCase.NameOf(plan.Risk)}.";
        foreach (var (what, value, limit) in Limits(policy, plan.Estimate).Where(part => part.Limit is not null))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The estimated {what} is {value:0.###}, up to {limit:0.###} is allowed.");
        }

        if (policy.ApprovedWithinDays is not null)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"A person approved the same plan content at {plan.ApprovedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        }
    }

    private static IEnumerable<(string What, double? Value, double? Limit)> Limits(ApprovalPolicy policy, Estimate? estimate) =>
    [
        ("cost", estimate?.Cost, policy.MaxCost),
        ("duration in seconds", estimate?.DurationSeconds, policy.MaxDurationSeconds),
        ("number of bytes read", estimate?.BytesRead, policy.MaxBytesRead),
        ("number of bytes written", estimate?.BytesWritten, policy.MaxBytesWritten),
        ("number of tokens", estimate?.Tokens, policy.MaxTokens),
    ];
}
