using System.Globalization;

namespace Countersign.Kinds.SourceBuild.Reports;

/// <summary>The trace files of lcov (<c>geninfo(1)</c>): <c>DA:line,hits</c> for each line, by source file.</summary>
internal static class LcovReport
{
    public static Coverage? Read(TextReader content)
    {
        var hits = new Dictionary<(string File, string Line), bool>();
        var file = "";
        while (content.ReadLine() is { } line)
        {
            if (line.StartsWith("SF:", StringComparison.Ordinal))
            {
                file = line[3..];
            }
            else if (line.StartsWith("DA:", StringComparison.Ordinal) && line[3..].Split(',') is [var number, var count, ..])
            {
                // Several tests may report the same line; one that ran it is enough.
                var wasHit = double.TryParse(count, NumberStyles.Float, CultureInfo.InvariantCulture, out var times) && times > 0;
                hits[(file, number)] = wasHit || hits.GetValueOrDefault((file, number));
            }
        }

        return hits.Count == 0 ? null : new Coverage(hits.Values.Count(wasHit => wasHit), hits.Count);
    }
}
