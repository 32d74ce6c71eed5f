using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Hashing;

/// <summary>
/// The digest of what a plan was made from: SHA-256 over the canonical form (RFC 8785) of
/// <c>{input, content: [{name, sha256, size}]}</c>, content in the order of name.
/// </summary>
public static class InputDigest
{
    /// <summary>Computes the digest.</summary>
    /// <exception cref="FormatException">The input is outside I-JSON.</exception>
    public static string Compute(JsonElement input, IReadOnlyList<ContentEntry> content)
    {
        var sorted = content.OrderBy(entry => entry.Name, StringComparer.Ordinal).ToArray();
        var document = new JsonObject
        {
            ["input"] = JsonSerializer.SerializeToNode(input, ContractsJson.Default.JsonElement),
            ["content"] = JsonSerializer.SerializeToNode(sorted, ContractsJson.Default.IReadOnlyListContentEntry),
        };
        return CanonicalJson.DigestOf(document.Deserialize(ContractsJson.Default.JsonElement));
    }
}
