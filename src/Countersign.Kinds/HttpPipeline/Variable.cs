using System.Text.Json;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>What a name stands for.</summary>
/// <param name="Value">A placeholder where it is not known.</param>
/// <param name="IsSecret">Whether it must not be shown.</param>
/// <param name="IsKnown">False for captures before they are made and for secrets in a plan.</param>
internal sealed record Variable(JsonElement Value, bool IsSecret = false, bool IsKnown = true);
