using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Hashing;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>The bundle as a whole is what the server gave out.</summary>
internal static class SealCheck
{
    public static void Run(JsonElement bundle, ProofKeys keys)
    {
        var seal = keys.Open(bundle.Text("seal", "The bundle"), JwsTypes.Seal, "The seal");
        if (seal.Text("digest", "The seal") != DigestOf(bundle))
        {
            throw new UnprovenException("The bundle is not what was sealed: something in it was changed after the server gave it out.");
        }
    }

    private static string DigestOf(JsonElement bundle)
    {
        var unsealed = JsonObject.Create(bundle)!;
        unsealed.Remove("seal");
        return CanonicalJson.DigestOf(unsealed.Deserialize(ContractsJson.Default.JsonElement));
    }
}
