using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>What a plan is made from.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Input">As accepted by the kind's own check.</param>
/// <param name="Analysis">What the analysis found.</param>
/// <param name="Round">1 for the first plan; a person's feedback asks for the next.</param>
/// <param name="Feedback">What the person said of the previous plan; null in round 1.</param>
public sealed record PlanContext(string JobId, JsonElement Input, Analysis Analysis, int Round, string? Feedback);
