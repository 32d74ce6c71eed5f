using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>
/// Names one request of one approved plan, so that a server that knows the header <c>Idempotency-Key</c> acts on it once, however often
/// it is sent (draft-ietf-httpapi-idempotency-key-header: a string in quotes).
/// </summary>
internal static class IdempotencyKey
{
    /// <summary>The same for every repeat, attempt and restart; another for every other job, plan version and step.</summary>
    public static string Of(StepContext context, string stepId, bool undoing = false)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{context.JobId}\n{context.Plan.Version}\n{stepId}\n{(undoing ? "compensate" : "request")}");
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}\"";
    }
}
