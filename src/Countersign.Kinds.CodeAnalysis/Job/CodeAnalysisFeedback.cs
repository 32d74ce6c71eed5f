using System.Text.RegularExpressions;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>What a person said of a plan: which analysers to leave out, or the only ones to keep.</summary>
internal static partial class CodeAnalysisFeedback
{
    /// <summary>The steps that are left; all of them, and why, when the feedback cannot be followed.</summary>
    /// <param name="steps">Ids of the plan's analysers.</param>
    /// <param name="feedback">What the person said.</param>
    public static (IReadOnlyList<string> Steps, string? NotFollowed) Apply(IReadOnlyList<string> steps, string feedback)
    {
        var named = Words().Matches(feedback).Select(match => Meaning(match.Value.ToLowerInvariant())).ToHashSet(StringComparer.Ordinal);
        var known = steps.Where(named.Contains).ToArray();
        if (known.Length == 0)
        {
            return (steps, $"it names none of the steps {string.Join(", ", steps)}");
        }

        string[] left = Only().IsMatch(feedback) ? known : Without().IsMatch(feedback) ? [.. steps.Except(known)] : [];
        return left.Length > 0 ? (left, null)
            : Without().IsMatch(feedback) ? (steps, "nothing would be left to do")
            : (steps, "it does not say whether to leave them out; say 'skip' or 'only'");
    }

    private static string Meaning(string word) => word switch
    {
        "c#" or "roslyn" or "csharp" => "csharp",
        "secrets" or "duplicates" or "neutral" or "general" => "neutral",
        _ => word,
    };

    [GeneratedRegex("[A-Za-z]+#?")]
    private static partial Regex Words();

    [GeneratedRegex(@"\bonly\b|\bjust\b", RegexOptions.IgnoreCase)]
    private static partial Regex Only();

    [GeneratedRegex(@"\b(?:skip|without|no|not|don't|leave out|exclude|omit|drop)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Without();
}
