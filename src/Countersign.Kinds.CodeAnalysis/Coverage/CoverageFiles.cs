using System.Globalization;
using System.Xml;
using Countersign.Kinds.CodeAnalysis.Inventory;

namespace Countersign.Kinds.CodeAnalysis.Coverage;

/// <summary>Reads coverage reports that lie in the source. Nothing is run to make one.</summary>
internal static class CoverageFiles
{
    /// <summary>Larger reports are not read.</summary>
    public const long LargestBytes = 64 * 1024 * 1024;

    /// <summary>Whether a name is one that coverage reports have; only then is it worth a look.</summary>
    public static bool MayBe(string name) =>
        name.EndsWith(".info", StringComparison.OrdinalIgnoreCase)
        || (name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            && (name.Contains("coverage", StringComparison.OrdinalIgnoreCase) || name.Contains("cobertura", StringComparison.OrdinalIgnoreCase) || name.Contains("jacoco", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Null for a file that is no coverage report.</summary>
    public static CoverageReport? TryRead(WalkedFile file)
    {
        if (!MayBe(file.Name) || file.Size > LargestBytes)
        {
            return null;
        }

        return TextFile.Decode(File.ReadAllBytes(file.FullPath)) is { } text
            ? file.Name.EndsWith(".info", StringComparison.OrdinalIgnoreCase) ? ReadLcov(file.Path, text) : ReadXml(file.Path, text)
            : null;
    }

    // lcov(1), "tracefile format": LF and LH, BRF and BRH for each source file.
    private static CoverageReport? ReadLcov(string path, string text)
    {
        long found = 0, hit = 0, branches = 0, taken = 0;
        var isOne = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            found += Number(line, "LF:");
            hit += Number(line, "LH:");
            branches += Number(line, "BRF:");
            taken += Number(line, "BRH:");
            isOne |= line.StartsWith("SF:", StringComparison.Ordinal);
        }

        return isOne && found > 0 ? new CoverageReport(path, "lcov", found, Math.Min(hit, found), branches, Math.Min(taken, branches)) : null;
    }

    private static long Number(ReadOnlySpan<char> line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && long.TryParse(line[name.Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static CoverageReport? ReadXml(string path, string text)
    {
        try
        {
            using var reader = SafeXml.Open(text);
            return reader.MoveToContent() != XmlNodeType.Element ? null : reader.LocalName switch
            {
                "coverage" => ReadCobertura(path, reader),
                "report" => ReadJacoco(path, reader),
                _ => null,
            };
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // coverage-04.dtd: totals at the root; older writers leave them out, and then the lines are counted.
    private static CoverageReport? ReadCobertura(string path, XmlReader reader)
    {
        var (valid, covered) = (Attribute(reader, "lines-valid"), Attribute(reader, "lines-covered"));
        var (branches, taken) = (Attribute(reader, "branches-valid") ?? 0, Attribute(reader, "branches-covered") ?? 0);
        if (valid is null || covered is null)
        {
            (valid, covered) = (0, 0);
            var isInMethod = false;
            while (reader.Read())
            {
                // Lines stand below their method and once more below their class.
                isInMethod = reader.LocalName == "methods" ? reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement : isInMethod;
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "line" } && !isInMethod)
                {
                    valid++;
                    covered += Attribute(reader, "hits") > 0 ? 1 : 0;
                }
            }
        }

        return valid > 0 ? new CoverageReport(path, "cobertura", valid.Value, Math.Min(covered.Value, valid.Value), branches, taken) : null;
    }

    // report.dtd of JaCoCo: the counters right below the root are the totals.
    private static CoverageReport? ReadJacoco(string path, XmlReader reader)
    {
        long lines = 0, covered = 0, branches = 0, taken = 0;
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "counter", Depth: 1 })
            {
                continue;
            }

            var (missed, hit) = (Attribute(reader, "missed") ?? 0, Attribute(reader, "covered") ?? 0);
            switch (reader.GetAttribute("type"))
            {
                case "LINE":
                    (lines, covered) = (missed + hit, hit);
                    break;
                case "BRANCH":
                    (branches, taken) = (missed + hit, hit);
                    break;
            }
        }

        return lines > 0 ? new CoverageReport(path, "jacoco", lines, covered, branches, taken) : null;
    }

    private static long? Attribute(XmlReader reader, string name) =>
        long.TryParse(reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
