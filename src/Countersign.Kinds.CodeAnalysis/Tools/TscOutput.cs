using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Tools;

/// <summary>
/// Makes findings of what <c>tsc --pretty false</c> writes. Packages are not installed for an analysis, so that errors which a missing
/// package explains say nothing about the source: they are left out, and a note says how many.
/// </summary>
internal static partial class TscOutput
{
    // A module, a file or a library of types that is not there: by import, by reference, or by a name that a known package brings.
    private static readonly HashSet<string> Missing = new(StringComparer.Ordinal)
    {
        "TS2307", "TS2792", "TS7016", "TS2688", "TS6053", "TS2875", "TS2580", "TS2581", "TS2582", "TS2591", "TS2592", "TS2593", "TS2867", "TS2868",
    };

    // What follows from it: names and namespaces of its types, and values whose types it would have said.
    private static readonly HashSet<string> Consequences = new(StringComparer.Ordinal) { "TS2304", "TS2503", "TS7006", "TS7026", "TS7031" };

    public static void Read(string output, string folder, FindingSink sink)
    {
        var lines = Line().Matches(output);
        var isIncomplete = lines.Any(line => Missing.Contains(line.Groups["code"].Value));
        var left = 0;
        foreach (Match line in lines)
        {
            var code = line.Groups["code"].Value;
            if (Missing.Contains(code) || (isIncomplete && Consequences.Contains(code)))
            {
                left++;
                continue;
            }

            ExternalTools.Add(
                $"tsc.{code}", line.Groups["message"].Value.Trim(), RuleCategory.TypeError, Severity.High, line.Groups["path"].Value.Replace('\\', '/'),
                int.Parse(line.Groups["line"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(line.Groups["column"].ValueSpan, CultureInfo.InvariantCulture), null, sink);
        }

        if (left > 0)
        {
            sink.Note($"tsc: errors that packages which are not installed may explain are left out: {left}.");
        }
    }

    [GeneratedRegex(@"^(?<path>[^\r\n(]+)\((?<line>\d{1,9}),(?<column>\d{1,9})\): error (?<code>TS\d+): (?<message>[^\r\n]*)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
