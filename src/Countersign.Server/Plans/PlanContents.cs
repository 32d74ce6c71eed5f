using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Plans;

/// <summary>What a plan does, apart from which job and version it is.</summary>
internal static class PlanContents
{
    /// <summary>Digest over the canonical form (RFC 8785) of <c>{kind, input_digest, steps}</c>.</summary>
    public static string DigestOf(string kind, Plan plan) => CanonicalJson.DigestOf(new JsonObject
    {
        ["kind"] = kind,
        ["input_digest"] = plan.InputDigest,
        ["steps"] = JsonSerializer.SerializeToNode(plan.Steps, ContractsJson.Default.IReadOnlyListPlanStep),
    }.Deserialize(ContractsJson.Default.JsonElement));
}
