using System.Text.Json;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>The input of a job.</summary>
/// <param name="Template">The template's identifier; null where the goal chooses.</param>
/// <param name="Parameters">An object; null where there is none.</param>
/// <param name="Goal">What is wanted, in words.</param>
internal sealed record GenerationInput(string? Template, JsonElement? Parameters, string? Goal)
{
    public const int LongestGoal = 4000;

    /// <summary>The fields of an input.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["template", "parameters", "goal"];

    public static GenerationInput Parse(JsonElement input) => new(
        Find(input, "template")?.GetString(), Find(input, "parameters"), Find(input, "goal")?.GetString());

    public static JsonElement? Find(JsonElement input, string name) =>
        input.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
