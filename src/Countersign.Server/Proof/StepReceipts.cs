using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Proof;

/// <summary>Signs what steps did.</summary>
internal sealed class StepReceipts(Signatures signatures)
{
    /// <summary>The receipt of a step that has ended, as a compact JWS.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="ended">The step's last state in this attempt.</param>
    /// <param name="inputDigest">The input digest of the plan that was executed.</param>
    /// <param name="content">What the step was found to read right before it ran, in the order of name; null when it did not come to its end.</param>
    /// <param name="saved">The files that the step saved, by name.</param>
    /// <param name="cancellationToken">Stops the signing.</param>
    /// <exception cref="StoreUnavailableException">The key cannot be used right now.</exception>
    public ValueTask<string> SignAsync(
        string jobId,
        StepState ended,
        string inputDigest,
        IReadOnlyList<ContentEntry>? content,
        IReadOnlyList<StoredArtifact> saved,
        CancellationToken cancellationToken)
    {
        var receipt = new StepReceipt
        {
            JobId = jobId,
            PlanVersion = ended.PlanVersion,
            PlanHash = ended.PlanHash,
            StepId = ended.StepId,
            Attempt = ended.Attempt,
            Status = ended.Status,
            StartedAt = ended.StartedAt,
            CompletedAt = ended.CompletedAt ?? throw new InvalidOperationException($"Step '{ended.StepId}' has not ended."),
            InputDigest = inputDigest,
            ContentDigest = content is null ? null : DigestOf(content),
            ResultDigest = ended.Result is { } result ? CanonicalJson.DigestOf(result) : null,
            Artifacts = saved.Count == 0 ? null : [.. saved.Select(artifact => new ContentEntry(artifact.Name, artifact.Sha256, artifact.Size))],
            ErrorCode = ended.Error?.Code,
        };
        var payload = CanonicalJson.Serialize(JsonSerializer.SerializeToElement(receipt, ContractsJson.Default.StepReceipt));
        return signatures.SignAsync(JwsTypes.StepReceipt, payload, cancellationToken);
    }

    private static string DigestOf(IReadOnlyList<ContentEntry> content) =>
        CanonicalJson.DigestOf(JsonSerializer.SerializeToElement(content, ContractsJson.Default.IReadOnlyListContentEntry));
}
