using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>What a result document is made from.</summary>
/// <param name="Input">As accepted by the kind's own check.</param>
/// <param name="Analysis">What the analysis found.</param>
/// <param name="Results">Step id to result, of every step that ran.</param>
public sealed record SummaryContext(JsonElement Input, Analysis Analysis, IReadOnlyDictionary<string, JsonElement> Results);
