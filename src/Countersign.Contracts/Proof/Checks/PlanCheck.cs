using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Hashing;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>Every plan has the hash that its content gives, and the newest was made from the job's input and content.</summary>
internal static class PlanCheck
{
    public static IReadOnlyList<ProvenPlan> Run(JsonElement bundle, JsonElement job)
    {
        var plans = bundle.Items("plans", "The bundle").Select(plan => Check(plan, job)).ToArray();
        for (var i = 0; i < plans.Length; i++)
        {
            if (plans[i].Version != i + 1)
            {
                throw new UnprovenException($"The plan versions are not 1 to {plans.Length} in their order.");
            }
        }

        if (plans.Length > 0 && plans[^1].InputDigest != InputDigestOf(bundle, job))
        {
            throw new UnprovenException($"Plan version {plans.Length} was not made from this input and content: its input digest is another.");
        }

        return plans;
    }

    private static ProvenPlan Check(JsonElement plan, JsonElement job)
    {
        var read = new ProvenPlan(plan);
        var hashed = new JsonObject
        {
            ["job_id"] = job.Text("job_id", "The job"),
            ["kind"] = job.Text("kind", "The job"),
            ["version"] = read.Version,
            ["input_digest"] = read.InputDigest,
            ["steps"] = Node(plan.Of("steps", JsonValueKind.Array, "A plan")),
        };
        return Digest(hashed) == read.Hash
            ? read
            : throw new UnprovenException($"Plan version {read.Version} does not have the hash that it names: it was changed.");
    }

    private static string InputDigestOf(JsonElement bundle, JsonElement job) => Digest(new JsonObject
    {
        ["input"] = job.TryGetProperty("input", out var input) ? Node(input) : throw new UnprovenException("The job has no member 'input'."),
        ["content"] = Node(bundle.Of("content", JsonValueKind.Array, "The bundle")),
    });

    private static string Digest(JsonObject document) => CanonicalJson.DigestOf(document.Deserialize(ContractsJson.Default.JsonElement));

    private static JsonNode? Node(JsonElement element) => JsonSerializer.SerializeToNode(element, ContractsJson.Default.JsonElement);
}
