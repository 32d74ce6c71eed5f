using System.Text.Json;
using Countersign.Contracts.Plans;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Countersign.Kinds.CodeAnalysis.Scoring;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>Puts together what the steps found; the report step and the result document are made of the same.</summary>
internal sealed record AnalysisOutcome(SourceFacts Facts, IReadOnlyList<StepReport> Reports, IReadOnlyDictionary<string, Rule> Rules, AnalysisResult Result)
{
    private const int MostListed = 200;

    public static AnalysisOutcome Create(Analysis analysis, IReadOnlyDictionary<string, JsonElement> results)
    {
        var facts = analysis.Facts.Deserialize(CodeAnalysisJson.Default.SourceFacts)!;
        var reports = results.Where(result => result.Key != CodeAnalysisPlanner.Report).OrderBy(result => result.Key, StringComparer.Ordinal)
            .Select(result => result.Value.Deserialize(CodeAnalysisJson.Default.StepReport)!).ToArray();
        var rules = reports.SelectMany(report => report.Rules).DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        return new AnalysisOutcome(facts, reports, rules, Sum(facts, reports, rules));
    }

    private static AnalysisResult Sum(SourceFacts facts, StepReport[] reports, Dictionary<string, Rule> rules)
    {
        var coverage = reports.SelectMany(report => report.Coverage).ToArray();
        double? rate = coverage.Length == 0 ? null : Math.Round((double)coverage.Sum(one => one.LinesCovered) / coverage.Sum(one => one.Lines), 4);
        var code = facts.Languages.Where(language => language.IsCode).Sum(language => language.Code);
        var input = new ScoreInput(
            code, [.. reports.SelectMany(report => report.Counts)], rules.ToDictionary(rule => rule.Key, rule => rule.Value.Category, StringComparer.Ordinal),
            reports.Sum(report => report.DuplicatedLines), rate);
        var score = ScoreCalculator.Calculate(input);
        return new AnalysisResult
        {
            Score = score.Score,
            ScoreArithmetic = score.Parts,
            Files = facts.SelectedFiles,
            Lines = new LineTotals(
                facts.Languages.Sum(language => language.Physical), facts.Languages.Sum(language => language.Code), facts.Languages.Sum(language => language.Comment)),
            Languages = facts.Languages,
            Licence = facts.Licence,
            Manifests = facts.Manifests,
            SecurityIssues = Of(RuleCategory.Security),
            Smells = Of(RuleCategory.Smell, RuleCategory.Duplication),
            TypeErrors = Of(RuleCategory.TypeError),
            Hygiene = Of(RuleCategory.Hygiene),
            Counts = input.Counts,
            DuplicatedLines = input.DuplicatedLines,
            Coverage = new CoverageResult(rate, coverage),
            Recommendations = Scoring.Recommendations.Rank(input, rules),
            Analysers = [.. reports.Select(report => report.Analyser)],
            Notes = [.. facts.Notes, .. reports.SelectMany(report => report.Notes)],
        };

        Finding[] Of(params RuleCategory[] categories) =>
        [
            .. reports.SelectMany(report => report.Findings).Where(finding => categories.Contains(rules[finding.Rule].Category))
                .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line).Take(MostListed),
        ];
    }
}
