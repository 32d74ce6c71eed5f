using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Scoring;

/// <summary>Ranks what to do by what it would do to the score, found out by leaving each rule's findings out.</summary>
internal static class Recommendations
{
    private const int Most = 20;

    public static IReadOnlyList<Recommendation> Rank(ScoreInput input, IReadOnlyDictionary<string, Rule> rules)
    {
        var now = Deductions(input);
        var list = input.Counts.GroupBy(count => count.Rule).Where(group => rules.ContainsKey(group.Key)).Select(group =>
        {
            var rule = rules[group.Key];
            var without = input with
            {
                Counts = [.. input.Counts.Where(count => count.Rule != group.Key)],
                DuplicatedLines = rule.Category == RuleCategory.Duplication ? 0 : input.DuplicatedLines,
            };
            return new Recommendation(rule.Id, rule.Title, group.Max(count => count.Severity), group.Sum(count => count.Count), Gain(without), rule.Help);
        });
        if (input.Coverage < 0.8)
        {
            list = list.Append(new Recommendation(
                "coverage", "Too little of the code is run by tests", Severity.Medium, 0, Gain(input with { Coverage = 1 }),
                "Write tests for what is not covered, beginning with what changes most."));
        }

        return
        [
            .. list.OrderByDescending(item => item.Gain).ThenByDescending(item => item.Severity).ThenByDescending(item => item.Findings)
                .ThenBy(item => item.Rule, StringComparer.Ordinal).Take(Most),
        ];

        double Gain(ScoreInput without) => Math.Round(now - Deductions(without), 2, MidpointRounding.AwayFromZero);
    }

    // Not the score itself, which stays at 0 whatever is mended of very bad sources.
    private static double Deductions(ScoreInput input) => ScoreCalculator.Calculate(input).Parts.Sum(part => part.Deduction);
}
