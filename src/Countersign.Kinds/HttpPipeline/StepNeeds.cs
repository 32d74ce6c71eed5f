namespace Countersign.Kinds.HttpPipeline;

/// <summary>Which steps a step cannot do without.</summary>
internal static class StepNeeds
{
    /// <summary>The steps whose captures it uses, for itself, for what it expects or for what undoes it; in order.</summary>
    public static IReadOnlyList<string> Of(PipelineStep step, PipelineInput input)
    {
        var names = step.Request.Names.Concat(step.Compensate?.Names ?? []).Concat(step.Values.SelectMany(value => value.Value.Names)).ToHashSet(StringComparer.Ordinal);
        return [.. input.Steps
            .Where(other => other.Id != step.Id && other.Captures.Any(capture => names.Contains(capture.Name)))
            .Select(other => other.Id)];
    }
}
