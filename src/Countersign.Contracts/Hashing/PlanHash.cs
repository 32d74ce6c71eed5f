using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Hashing;

/// <summary>
/// The hash that an approval names: SHA-256 over the canonical form (RFC 8785) of
/// <c>{job_id, kind, version, input_digest, steps}</c>, with <c>steps</c> exactly as <c>GET plan</c> answers them.
/// </summary>
public static class PlanHash
{
    /// <summary>Computes the hash of a plan version.</summary>
    public static string Compute(string jobId, string kind, int version, string inputDigest, IReadOnlyList<PlanStep> steps)
    {
        var content = JsonSerializer.SerializeToElement(
            new HashedPlan(jobId, kind, version, inputDigest, steps), ContractsJson.Default.HashedPlan);
        return CanonicalJson.DigestOf(content);
    }

    /// <summary>Whether the plan's hash is the one its content gives.</summary>
    public static bool Matches(string jobId, string kind, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return string.Equals(plan.Hash, Compute(jobId, kind, plan.Version, plan.InputDigest, plan.Steps), StringComparison.Ordinal);
    }
}
