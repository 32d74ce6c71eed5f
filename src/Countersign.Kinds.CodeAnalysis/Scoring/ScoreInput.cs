using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Scoring;

/// <summary>What a score is made from.</summary>
/// <param name="CodeLines">Lines of code of everything that was looked at.</param>
/// <param name="Counts">Findings by rule and severity.</param>
/// <param name="Categories">What each rule is about.</param>
/// <param name="DuplicatedLines">Lines that repeat others.</param>
/// <param name="Coverage">Share of lines that tests ran, from 0 to 1; null where it is not known.</param>
internal sealed record ScoreInput(
    int CodeLines, IReadOnlyList<RuleCount> Counts, IReadOnlyDictionary<string, RuleCategory> Categories, int DuplicatedLines, double? Coverage)
{
    public int Count(RuleCategory category, Severity severity) =>
        Counts.Where(count => count.Severity == severity && Categories.GetValueOrDefault(count.Rule, RuleCategory.Smell) == category).Sum(count => count.Count);
}
