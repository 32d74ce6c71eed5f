using System.Globalization;
using System.Net;
using System.Text;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Job;

namespace Countersign.Kinds.CodeAnalysis.Report;

/// <summary>Writes a page for people: one file, without scripts and without anything from elsewhere.</summary>
internal static class HtmlReport
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    private const string Style = """
        :root{color-scheme:light dark;--line:#d8dde4;--soft:#f4f6f8;--dim:#5b6673;--bad:#b3261e;--high:#c2560a;--mid:#8a6d00;--good:#1b7f4b}
        @media(prefers-color-scheme:dark){:root{--line:#39424e;--soft:#1e242b;--dim:#9aa7b5;--bad:#ff8a80;--high:#ffb074;--mid:#e6cf68;--good:#6fd3a0}}
        body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
        .head{display:flex;gap:1.5rem;align-items:center}.score{font-size:2.6rem;font-weight:700;line-height:1;white-space:nowrap}.score small{font-size:1rem;color:var(--dim)}
        .good{color:var(--good)}.mid,.medium{color:var(--mid)}.bad,.critical{color:var(--bad)}.high{color:var(--high)}.low,.info,.dim{color:var(--dim)}
        table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
        th{font-weight:600;background:var(--soft)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        td.place{font:.85rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere;width:38%}td.sev{font-weight:600;white-space:nowrap;width:5rem}code{font:.85em ui-monospace,monospace}
        .wide{overflow-x:auto}li{margin:.3rem 0}
        """;

    public static string Write(AnalysisOutcome outcome)
    {
        var result = outcome.Result;
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Code analysis</title>")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"><style>{Style}</style></head><body>\n");
        WriteHead(html, outcome);
        WriteArithmetic(html, result);
        WriteRecommendations(html, result);
        WriteFindings(html, "Security issues", result.SecurityIssues, outcome);
        WriteFindings(html, "Type errors", result.TypeErrors, outcome);
        WriteFindings(html, "Smells", result.Smells, outcome);
        WriteFindings(html, "Hygiene", result.Hygiene, outcome);
        WriteCoverage(html, result);
        WriteLanguages(html, result);
        WriteNotes(html, result);
        return html.Append("</body></html>\n").ToString();
    }

    private static void WriteHead(StringBuilder html, AnalysisOutcome outcome)
    {
        var result = outcome.Result;
        var look = result.Score >= 8 ? "good" : result.Score >= 5 ? "mid" : "bad";
        html.Append("<div class=\"head\"><div class=\"score ").Append(look).Append("\">").Append(Number(result.Score)).Append("<small>/10</small></div><div><h1>Code analysis</h1><div class=\"dim\">")
            .Append(Number(result.Files)).Append(" files, ").Append(Number(result.Lines.Code)).Append(" lines of code and data, ").Append(Number(result.Counts.Sum(count => count.Count)))
            .Append(" findings. Licence: ").Append(Text(result.Licence ?? "none")).Append(". Analysers: ").Append(Text(string.Join(", ", result.Analysers))).Append(".</div></div></div>\n");
    }

    private static void WriteArithmetic(StringBuilder html, AnalysisResult result)
    {
        html.Append("<h2>How the score comes about</h2><div class=\"wide\"><table><tr><th>Part</th><th>Arithmetic</th><th class=\"n\">Deduction</th></tr>\n");
        html.Append("<tr><td>start</td><td></td><td class=\"n\">10</td></tr>\n");
        foreach (var part in result.ScoreArithmetic)
        {
            Row(html, $"<td>{Text(part.Part)}</td><td>{Text(part.Formula)}</td><td class=\"n\">{(part.Deduction > 0 ? "−" : "")}{Number(part.Deduction)}</td>");
        }

        html.Append("<tr><th>score</th><th></th><th class=\"n\">").Append(Number(result.Score)).Append("</th></tr></table></div>\n");
    }

    private static void WriteRecommendations(StringBuilder html, AnalysisResult result)
    {
        if (result.Recommendations.Count == 0)
        {
            return;
        }

        html.Append("<h2>What to do first</h2><div class=\"wide\"><table><tr><th class=\"n\">Gain</th><th>What</th><th class=\"n\">Findings</th><th>How</th></tr>\n");
        foreach (var item in result.Recommendations)
        {
            Row(html, $"<td class=\"n\">{(item.Gain > 0 ? "+" : "")}{Number(item.Gain)}</td><td>{Text(item.Title)}<br><code class=\"dim\">{Text(item.Rule)}</code></td>"
                + $"<td class=\"n\">{Number(item.Findings)}</td><td>{Text(item.Advice)}</td>");
        }

        html.Append("</table></div>\n");
    }

    private static void WriteFindings(StringBuilder html, string title, IReadOnlyList<Finding> findings, AnalysisOutcome outcome)
    {
        var categories = findings.Select(finding => outcome.Rules[finding.Rule].Category).ToHashSet();
        var all = outcome.Result.Counts.Where(count => categories.Contains(outcome.Rules[count.Rule].Category)).Sum(count => count.Count);
        html.Append("<h2>").Append(title).Append(" <span class=\"dim\">").Append(Number(all))
            .Append(all > findings.Count ? $", the gravest {findings.Count} shown" : "").Append("</span></h2>");
        if (findings.Count == 0)
        {
            html.Append("<p class=\"dim\">None found.</p>\n");
            return;
        }

        html.Append("<div class=\"wide\"><table><tr><th>Severity</th><th>Place</th><th>Finding</th></tr>\n");
        foreach (var finding in findings)
        {
            var severity = finding.Severity.ToString().ToLowerInvariant();
            var place = finding.Path.Length == 0 ? "the source" : finding.Line == 0 ? finding.Path : string.Create(CultureInfo.InvariantCulture, $"{finding.Path}:{finding.Line}");
            Row(html, $"<td class=\"sev {severity}\">{severity}</td><td class=\"place\">{Text(place)}</td><td>{Text(finding.Message)}<br><code class=\"dim\">{Text(finding.Rule)}</code></td>");
        }

        html.Append("</table></div>\n");
    }

    private static void WriteCoverage(StringBuilder html, AnalysisResult result)
    {
        html.Append("<h2>Coverage</h2>");
        if (result.Coverage.Reports.Count == 0)
        {
            html.Append("<p class=\"dim\">There is no report in the source.</p>\n");
            return;
        }

        html.Append("<table><tr><th>Report</th><th>Format</th><th class=\"n\">Lines covered</th><th class=\"n\">of</th><th class=\"n\">Share</th></tr>\n");
        foreach (var report in result.Coverage.Reports)
        {
            Row(html, $"<td class=\"place\">{Text(report.Path)}</td><td>{report.Format}</td><td class=\"n\">{Number(report.LinesCovered)}</td><td class=\"n\">{Number(report.Lines)}</td>"
                + $"<td class=\"n\">{Number(Math.Round(report.Rate * 100, 1))} %</td>");
        }

        html.Append("</table>\n");
    }

    private static void WriteLanguages(StringBuilder html, AnalysisResult result)
    {
        html.Append("<h2>Languages</h2><table><tr><th>Language</th><th class=\"n\">Files</th><th class=\"n\">Lines</th><th class=\"n\">Code</th><th class=\"n\">Comments</th></tr>\n");
        foreach (var language in result.Languages)
        {
            Row(html, $"<td>{Text(language.Language)}</td><td class=\"n\">{Number(language.Files)}</td><td class=\"n\">{Number(language.Physical)}</td>"
                + $"<td class=\"n\">{Number(language.Code)}</td><td class=\"n\">{Number(language.Comment)}</td>");
        }

        html.Append("</table>\n");
    }

    private static void WriteNotes(StringBuilder html, AnalysisResult result)
    {
        if (result.Notes.Count == 0)
        {
            return;
        }

        html.Append("<h2>What was not looked at</h2><ul>");
        foreach (var note in result.Notes)
        {
            html.Append("<li>").Append(Text(note)).Append("</li>");
        }

        html.Append("</ul>\n");
    }

    private static void Row(StringBuilder html, string cells) => html.Append("<tr>").Append(cells).Append("</tr>\n");

    private static string Number(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
