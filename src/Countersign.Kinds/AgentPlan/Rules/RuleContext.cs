using System.Text.Json.Nodes;

namespace Countersign.Kinds.AgentPlan.Rules;

/// <summary>What a rule decides by.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Input">The whole input.</param>
/// <param name="Glance">What the source holds; null without one, or where it is a disk image.</param>
/// <param name="Kind">The kind that the rule is for.</param>
internal sealed record RuleContext(GoalText Goal, AgentInput Input, SourceGlance? Glance, IJobKind Kind)
{
    /// <summary>A copy of the input's source; null without one.</summary>
    public JsonNode? Source => Input.Source is { } source ? JsonNode.Parse(source.GetRawText()) : null;

    /// <summary>The path that the source names; null for any other source.</summary>
    public string? SourcePath => Input.Source is { } source && source.TryGetProperty("path", out var path) ? path.GetString() : null;

    public string? SourceUpload => Input.Source is { } source && source.TryGetProperty("upload_id", out var upload) ? upload.GetString() : null;
}
