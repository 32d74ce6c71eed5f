using System.Text.Json;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>A decision whose signature is good.</summary>
/// <param name="text">The compact JWS.</param>
/// <param name="payload">What was signed.</param>
internal sealed class ProvenDecision(string text, JsonElement payload)
{
    private const string Place = "A decision";

    public string Text { get; } = text;

    public string JobId { get; } = payload.Text("job_id", Place);

    public long Version { get; } = payload.Number("plan_version", Place);

    public string PlanHash { get; } = payload.Text("plan_hash", Place);

    public bool IsApproval { get; } = payload.TryGetProperty("approved", out var approved) && approved.ValueKind == JsonValueKind.True;

    public string Actor { get; } = payload.Text("actor", Place);

    public DateTimeOffset At { get; } = payload.Instant("at", Place);

    /// <summary>Steps that the decision leaves out.</summary>
    public IReadOnlyList<string> Excluded { get; } =
        payload.TryGetProperty("exclude", out var excluded) && excluded.ValueKind == JsonValueKind.Array ? payload.Texts("exclude", Place) : [];
}
