using System.Text.RegularExpressions;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>What a person said of a plan: which steps to leave out.</summary>
internal sealed partial class PipelineFeedback
{
    /// <summary>What can be said, as an end of "the feedback was not followed: ...".</summary>
    public const string Allowed = "what can be said is \"skip STEP\", for a step whose captures no other uses; other requests need a new job";

    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);

    private PipelineFeedback()
    {
    }

    /// <summary>What was not followed; null where all was.</summary>
    public string? NotFollowed { get; private set; }

    /// <summary>Reads feedback; null reads as nothing said.</summary>
    public static PipelineFeedback Parse(string? text, PipelineInput input)
    {
        var feedback = new PipelineFeedback();
        var others = new List<string>();
        foreach (var line in (text ?? "").Split('\n').Select(line => line.Trim().TrimStart('-').Trim()).Where(line => line.Length > 0))
        {
            var named = Skip().Match(line) is { Success: true } match ? match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
            if (named.Length == 0 || !named.All(name => input.Steps.Any(step => step.Id == name)))
            {
                others.Add(line);
            }

            feedback._skipped.UnionWith(named.Where(name => input.Steps.Any(step => step.Id == name)));
        }

        feedback.KeepWhatIsNeeded(input, others);
        feedback.NotFollowed = others.Count == 0 ? null : string.Join("; ", others);
        return feedback;
    }

    public bool Takes(PipelineStep step) => !_skipped.Contains(step.Id);

    private void KeepWhatIsNeeded(PipelineInput input, List<string> others)
    {
        // From the last step on: a step that is skipped needs nothing any more.
        foreach (var step in input.Steps.Reverse().Where(step => !Takes(step)))
        {
            if (input.Steps.FirstOrDefault(other => Takes(other) && StepNeeds.Of(other, input).Contains(step.Id)) is { } user)
            {
                _skipped.Remove(step.Id);
                others.Add($"skip {step.Id} (step {user.Id} uses what it captures)");
            }
        }

        if (input.Steps.Count == _skipped.Count)
        {
            _skipped.Clear();
            others.Add("skip everything (a plan needs a step)");
        }
    }

    [GeneratedRegex(@"^(?:skip|without|leave out)(?: steps?)?\s+([A-Za-z0-9][A-Za-z0-9._,\s-]*?)\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Skip();
}
