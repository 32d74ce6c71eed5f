using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Plans;
using Countersign.Kinds.CodeAnalysis.CSharp;
using Countersign.Kinds.CodeAnalysis.Neutral;
using Countersign.Kinds.CodeAnalysis.Rules;
using Countersign.Kinds.CodeAnalysis.Tools;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>Says which analysers will look for what; one step each, and one that writes the reports.</summary>
internal static class CodeAnalysisPlanner
{
    public const string CoverageStep = "coverage";
    public const string Report = "report";
    public const string SarifName = "analysis.sarif";
    public const string HtmlName = "analysis.html";

    private const double BytesPerSecond = 2_000_000;

    public static PlanDraft Plan(PlanContext context)
    {
        var facts = context.Analysis.Facts.Deserialize(CodeAnalysisJson.Default.SourceFacts)!;
        var input = CodeAnalysisInput.Parse(context.Input);
        var steps = new List<string> { NeutralAnalyser.Name };
        if (facts.Languages.Any(language => language.Language == "C#"))
        {
            steps.Add(CSharpAnalyser.Name);
        }

        steps.AddRange(facts.Tools);
        if (facts.CoverageReports.Count > 0)
        {
            steps.Add(CoverageStep);
        }

        var (left, notFollowed) = context.Feedback is { } feedback ? CodeAnalysisFeedback.Apply(steps, feedback) : (steps, null);
        var inputs = context.Analysis.Content.Select(entry => entry.Name).ToArray();
        var planned = left.Append(Report).Select((id, index) => Step(id, facts, input) with { Inputs = index == 0 ? inputs : [] }).ToArray();
        var estimate = new Estimate { BytesRead = facts.SelectedBytes * left.Count, DurationSeconds = Seconds(facts) * left.Count };
        return new PlanDraft(
            notFollowed is null ? planned : FeedbackNotes.NotFollowed(planned, context.Feedback!, notFollowed), estimate);
    }

    private static PlanStep Step(string id, SourceFacts facts, CodeAnalysisInput input) => id switch
    {
        NeutralAnalyser.Name => Step(
            id, "Look for what holds in every language", "analyse",
            $"Reads {Files(facts.SelectedFiles)} ({Languages(facts)}).\n{RuleLines(NeutralRules.All, input)}", facts),
        CSharpAnalyser.Name => Step(
            id, "Look into the C#", "analyse",
            $"Parses {Files(facts.Languages.First(language => language.Language == "C#").Files)} and resolves names against the framework; builds and runs nothing.\n"
            + $"{RuleLines(CSharpRules.All, input)}\nLimits: {LimitLine(input.Limits)}.", facts),
        CoverageStep => Step(id, "Read coverage reports", "read_coverage", $"Reads {string.Join(", ", facts.CoverageReports)}.", facts),
        Report => Step(id, "Write the reports", "write_report", $"Saves {SarifName} (SARIF 2.1.0) and {HtmlName}.", facts) with { Estimate = null },
        _ => Tool(ExternalTools.All.Single(tool => tool.Name == id), facts),
    };

    private static PlanStep Tool(ExternalTool tool, SourceFacts facts) => Step(
        tool.Name, $"Run {tool.Name} on the {tool.Language}", "run_tool",
        $"Runs in a copy of the source:\n{string.Join(' ', tool.Command)}\nHeld by: {facts.Isolation}.\nThe source's own configuration is "
        + (tool.Needs is null ? "left alone." : $"read from {tool.Needs}."), facts);

    private static PlanStep Step(string id, string title, string action, string preview, SourceFacts facts) => new()
    {
        Id = id,
        Title = title,
        Action = action,
        Preview = id == NeutralAnalyser.Name && facts.MissingTools.Count > 0
            ? $"{preview}\nNot on this machine, so not run: {string.Join(", ", facts.MissingTools)}."
            : preview,
        Risk = Risk.Read,
        Estimate = new Estimate { BytesRead = facts.SelectedBytes, DurationSeconds = Seconds(facts) },
    };

    private static string RuleLines(IReadOnlyList<Rule> rules, CodeAnalysisInput input) =>
        "Rules:\n" + string.Join('\n', rules.Where(rule => input.Rules.Takes(rule.Id)).Select(rule => $"- {rule.Id} ({rule.Severity.ToString().ToLowerInvariant()}): {rule.Title}").DefaultIfEmpty("- none that the job wants"));

    private static string LimitLine(RuleLimits limits) => string.Create(
        CultureInfo.InvariantCulture,
        $"cyclomatic {limits.Cyclomatic}, cognitive {limits.Cognitive}, {limits.MethodLines} lines a member, nesting {limits.Nesting}");

    private static string Languages(SourceFacts facts) =>
        string.Join(", ", facts.Languages.Take(6).Select(language => string.Create(CultureInfo.InvariantCulture, $"{language.Language} {language.Code:N0} lines"))) is { Length: > 0 } text
            ? text : "no known language";

    private static string Files(int count) => count == 1 ? "1 file" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} files");

    private static double Seconds(SourceFacts facts) => Math.Round(1 + facts.SelectedBytes / BytesPerSecond, 1);
}
