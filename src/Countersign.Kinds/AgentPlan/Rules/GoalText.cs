using System.Text.RegularExpressions;

namespace Countersign.Kinds.AgentPlan.Rules;

/// <summary>A goal as rules read it: words that stand in quotes, commands or names of files say nothing of what is wanted.</summary>
internal sealed partial class GoalText
{
    private readonly string _words;

    public GoalText(string goal)
    {
        Whole = goal;
        Quoted = [.. QuotedParts().Matches(goal).Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)];
        Commands = [.. CommandParts().Matches(goal).Select(match => match.Groups[1].Value.Trim()).Where(command => command.Length > 0)];
        var unquoted = QuotedParts().Replace(CommandParts().Replace(goal, " "), " ");
        Names = [.. NameParts().Matches(unquoted).Select(match => match.Value.TrimEnd('.', ',', ';', ':', '!', '?')), .. Quoted];
        _words = NameParts().Replace(unquoted, " ");
    }

    public string Whole { get; }

    /// <summary>What stands in double or single quotes.</summary>
    public IReadOnlyList<string> Quoted { get; }

    /// <summary>What stands in backticks.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>Words that look like paths, URLs or names of files, and what is quoted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The words that match, unless they are said not to be wanted.</summary>
    public IReadOnlyList<string> Wanted(Regex pattern) =>
        [.. pattern.Matches(_words).Where(match => !IsNegated(match.Index)).Select(match => match.Value.ToLowerInvariant()).Distinct()];

    /// <summary>Whether a word that matches is said not to be wanted.</summary>
    public bool Refuses(Regex pattern) => pattern.Matches(_words).Any(match => IsNegated(match.Index));

    private bool IsNegated(int at) => Negation().IsMatch(_words[..at]);

    [GeneratedRegex(@"(?:\b(?:no|not|never|without|skip|except|dont)|n't)\s+(?:(?:to|any|the|a|run|do|it|\w+ing)\s+){0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Negation();

    // A quote inside a word is an apostrophe.
    [GeneratedRegex("""(?<!\w)(?:"([^"]+)"|'([^']+)')(?!\w)""", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedParts();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex CommandParts();

    [GeneratedRegex(@"\S*(?:[/\\*]|\w\.\w|(?<!\S)\.\w)\S*", RegexOptions.CultureInvariant)]
    private static partial Regex NameParts();
}
