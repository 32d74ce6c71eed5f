namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>Every rule of this kind's own analysers.</summary>
internal static class RuleCatalogue
{
    public static IReadOnlyList<Rule> All { get; } = [.. NeutralRules.All, .. CSharpRules.All];

    /// <summary>The beginnings by which groups of rules, and rules of tools, are named.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["any.", "csharp.", "eslint.", "ruff.", "tsc."];

    /// <summary>Whether a job may name it: a rule of ours, a group, or a rule of a tool, which only the tool knows.</summary>
    public static bool Knows(string name) =>
        All.Any(rule => rule.Id == name) || Groups.Contains(name) || Groups.Skip(2).Any(group => name.Length > group.Length && name.StartsWith(group, StringComparison.Ordinal));
}
