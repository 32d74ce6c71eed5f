using System.Text.Json;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>A plan version whose hash was recomputed.</summary>
internal sealed class ProvenPlan(JsonElement plan)
{
    private const string Place = "A plan";

    public long Version { get; } = plan.Number("version", Place);

    public string Hash { get; } = plan.Text("hash", Place);

    public string InputDigest { get; } = plan.Text("input_digest", Place);

    public IReadOnlyList<JsonElement> Steps { get; } = plan.Items("steps", Place);

    /// <summary>Whether no step of it does more than read.</summary>
    public bool OnlyReads => Steps.All(step => step.Text("risk", "A step") == "read");

    public JsonElement? FindStep(string id) => Steps.Where(step => step.Text("id", "A step") == id).Cast<JsonElement?>().FirstOrDefault();
}
