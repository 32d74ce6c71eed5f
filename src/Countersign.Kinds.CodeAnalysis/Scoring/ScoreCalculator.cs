using System.Globalization;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Scoring;

/// <summary>
/// Makes the score: 10, less what each kind of finding costs, each up to a bound so that none alone decides. Security and type
/// errors cost by number, smells by their number in 1,000 lines of code, so that large sources are not worse for being large.
/// </summary>
internal static class ScoreCalculator
{
    private const double WantedCoverage = 0.8;

    public static ScoreCard Calculate(ScoreInput input)
    {
        var thousands = Math.Max(1, input.CodeLines / 1000.0);
        ScorePart[] parts =
        [
            Weighted(input, RuleCategory.Security, "security", 5, 1, [0.02, 0.1, 0.5, 1.5, 3]),
            Weighted(input, RuleCategory.TypeError, "type errors", 2, 1, [0, 0, 0.1, 0.5, 0.5]),
            Weighted(input, RuleCategory.Smell, "smells", 3, thousands, [0, 0.05, 0.15, 0.5, 0.5]),
            Duplication(input),
            Weighted(input, RuleCategory.Hygiene, "hygiene", 0.5, 1, [0.01, 0.1, 0.2, 0.5, 0.5]),
            Coverage(input),
        ];
        return new ScoreCard(Math.Round(Math.Max(0, 10 - parts.Sum(part => part.Deduction)), 1, MidpointRounding.AwayFromZero), parts);
    }

    private static ScorePart Weighted(ScoreInput input, RuleCategory category, string name, double most, double divisor, double[] weights)
    {
        var terms = new List<string>();
        double sum = 0;
        for (var severity = Severity.Critical; severity >= Severity.Info; severity--)
        {
            if (input.Count(category, severity) is > 0 and var count && weights[(int)severity] is > 0 and var weight)
            {
                terms.Add($"{count} {severity.ToString().ToLowerInvariant()} × {Text(weight)}");
                sum += count * weight;
            }
        }

        var formula = terms.Count == 0 ? "nothing found" : string.Join(" + ", terms);
        if (terms.Count > 0 && divisor > 1)
        {
            formula = $"({formula}) / {Text(Math.Round(divisor, 2))} thousand lines";
        }

        return Part(name, formula, sum / divisor, most);
    }

    private static ScorePart Duplication(ScoreInput input) => input.CodeLines == 0
        ? Part("duplication", "no code", 0, 1)
        : Part("duplication", $"{input.DuplicatedLines} repeated of {input.CodeLines} lines × 5", 5.0 * input.DuplicatedLines / input.CodeLines, 1);

    private static ScorePart Coverage(ScoreInput input) => input.Coverage is { } rate
        ? Part("coverage", $"(0.8 − {Text(Math.Round(rate, 3))}) × 2.5", Math.Max(0, WantedCoverage - rate) * 2.5, 1.5)
        : Part("coverage", "no report in the source, so nothing is deducted", 0, 1.5);

    private static ScorePart Part(string name, string formula, double cost, double most) => new(
        name,
        cost > most ? $"{formula} = {Text(Math.Round(cost, 2))}, at most {Text(most)}" : formula,
        Math.Round(Math.Min(cost, most), 2, MidpointRounding.AwayFromZero));

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
