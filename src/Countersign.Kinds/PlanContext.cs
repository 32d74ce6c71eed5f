using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>What a plan is made from.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Input">As accepted by the kind's own check.</param>
/// <param name="Analysis">What the analysis found.</param>
/// <param name="Round">1 for the first plan; a person's feedback, or changed input, asks for the next.</param>
/// <param name="Feedback">
/// What the person said of the previous plan; null where nobody did. What a kind cannot follow, its plan says in a preview, so
/// that whoever decides next sees it.
/// </param>
public sealed record PlanContext(string JobId, JsonElement Input, Analysis Analysis, int Round, string? Feedback)
{
    /// <summary>
    /// For a kind that has to look at more to answer feedback: what a further analysis works with. Null where there is no feedback.
    /// What it finds goes into <see cref="PlanDraft.Analysis"/>.
    /// </summary>
    public AnalysisContext? Look { get; init; }
}
