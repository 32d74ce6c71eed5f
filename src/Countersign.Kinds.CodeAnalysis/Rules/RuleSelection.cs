namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>Which rules a job wants.</summary>
/// <param name="Only">Ids, or beginnings of ids that end in a dot; empty for all.</param>
/// <param name="Skip">The same; goes before <paramref name="Only"/>.</param>
internal sealed record RuleSelection(IReadOnlyList<string> Only, IReadOnlyList<string> Skip)
{
    public static RuleSelection All { get; } = new([], []);

    /// <summary>Whether findings of the rule are wanted.</summary>
    public bool Takes(string rule) => (Only.Count == 0 || Only.Any(name => Fits(rule, name))) && !Skip.Any(name => Fits(rule, name));

    /// <summary>Whether a rule, or a group of rules, is what a name says: the id itself, or its group with a dot at the end.</summary>
    public static bool Fits(string rule, string name) =>
        name.EndsWith('.') ? rule.StartsWith(name, StringComparison.Ordinal) : rule == name;
}
