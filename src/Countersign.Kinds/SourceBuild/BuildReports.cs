using Countersign.Kinds.SourceBuild.Reports;

namespace Countersign.Kinds.SourceBuild;

/// <summary>Reads the reports that tests left in a project's folder.</summary>
internal static class BuildReports
{
    private const long LongestFile = 64 << 20;
    private const int MostReports = 2_000;

    /// <summary>What the reports say that were written since then.</summary>
    public static (TestCounts? Tests, Coverage? Coverage) Read(string tree, string folder, DateTime since)
    {
        TestCounts? tests = null;
        Coverage? coverage = null;
        var files = BuiltFiles.Below(tree, folder)
            .Where(entry => entry.File.LastWriteTimeUtc > since && entry.File.Length <= LongestFile && IsReport(entry.Name))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Take(MostReports);
        foreach (var (name, file) in files)
        {
            using var content = file.OpenRead();
            var (found, measured) = name.EndsWith(".info", StringComparison.Ordinal) ? (null, LcovReport.Read(new StreamReader(content))) : XmlReports.Read(content);
            tests = found is null ? tests : tests?.Plus(found) ?? found;
            coverage = measured is null ? coverage : coverage?.Plus(measured) ?? measured;
        }

        return (tests, coverage);
    }

    private static bool IsReport(string name) =>
        !name.Contains("/node_modules/", StringComparison.Ordinal)
        && !name.Contains("/.packages/", StringComparison.Ordinal)
        && (name.EndsWith(".trx", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith("lcov.info", StringComparison.Ordinal));
}
