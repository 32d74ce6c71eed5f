using System.Text.Json;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>A step receipt whose signature is good.</summary>
/// <param name="text">The compact JWS.</param>
/// <param name="payload">What was signed.</param>
internal sealed class ProvenReceipt(string text, JsonElement payload)
{
    private const string Place = "A step receipt";

    public string Text { get; } = text;

    public string JobId { get; } = payload.Text("job_id", Place);

    public string PlanHash { get; } = payload.Text("plan_hash", Place);

    public string StepId { get; } = payload.Text("step_id", Place);

    public bool IsCompleted { get; } = payload.Text("status", Place) == "completed";

    public DateTimeOffset StartedAt { get; } = payload.Instant("started_at", Place);

    public string InputDigest { get; } = payload.Text("input_digest", Place);

    public string? ContentDigest { get; } = payload.TextOrNull("content_digest");

    /// <summary>Empty for a step that saved no files.</summary>
    public IReadOnlyList<ProvenArtifact> Artifacts { get; } = ReadArtifacts(payload);

    private static ProvenArtifact[] ReadArtifacts(JsonElement payload)
    {
        if (!payload.TryGetProperty("artifacts", out _))
        {
            return [];
        }

        var (step, attempt) = (payload.Text("step_id", Place), payload.Number("attempt", Place));
        ProvenArtifact[] artifacts = [.. payload.Items("artifacts", Place).Select(file => new ProvenArtifact(
            step, attempt, file.Text("name", "An artifact"), file.Text("sha256", "An artifact"), file.Number("size", "An artifact")))];
        return artifacts.DistinctBy(artifact => artifact.Name).Count() == artifacts.Length
            ? artifacts
            : throw new UnprovenException($"The receipt of step '{step}' names two files alike.");
    }
}
