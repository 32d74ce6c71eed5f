using System.Text.Json;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>Every decision is signed, is on a plan of this job, and is the only one on it.</summary>
internal static class DecisionCheck
{
    /// <returns>Plan version to decision.</returns>
    public static IReadOnlyDictionary<long, ProvenDecision> Run(
        JsonElement bundle, string jobId, IReadOnlyList<ProvenPlan> plans, ProofKeys keys)
    {
        var decisions = new Dictionary<long, ProvenDecision>();
        foreach (var text in bundle.Texts("decisions", "The bundle"))
        {
            var decision = new ProvenDecision(text, keys.Open(text, JwsTypes.Decision, "A decision"));
            if (decision.JobId != jobId)
            {
                throw new UnprovenException($"The decision on plan version {decision.Version} is on job '{decision.JobId}' and not on '{jobId}'.");
            }

            if (plans.FirstOrDefault(plan => plan.Version == decision.Version)?.Hash != decision.PlanHash)
            {
                throw new UnprovenException($"The decision on plan version {decision.Version} is on another plan than the one in the bundle.");
            }

            if (!decisions.TryAdd(decision.Version, decision))
            {
                throw new UnprovenException($"There are two decisions on plan version {decision.Version}.");
            }
        }

        return decisions;
    }
}
