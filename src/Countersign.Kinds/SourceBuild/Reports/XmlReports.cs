using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Countersign.Kinds.SourceBuild.Reports;

/// <summary>
/// TRX (the schema of Visual Studio's TestRun), JUnit XML as surefire, pytest and ctest write it, and Cobertura. A file that is none
/// of them, or broken, says nothing.
/// </summary>
internal static class XmlReports
{
    private const long LongestReport = 64 << 20;

    /// <summary>Reads a report; both parts are null when it is none.</summary>
    public static (TestCounts? Tests, Coverage? Coverage) Read(Stream content)
    {
        try
        {
            // Cobertura names its document type; nothing that a report names is fetched.
            using var reader = XmlReader.Create(content, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Ignore,
                XmlResolver = null,
                MaxCharactersInDocument = LongestReport,
            });
            var root = XElement.Load(reader);
            return root.Name.LocalName switch
            {
                "TestRun" => (Trx(root), null),
                "testsuites" or "testsuite" => (JUnit(root), null),
                "coverage" => (null, Cobertura(root)),
                _ => (null, null),
            };
        }
        catch (Exception exception) when (exception is XmlException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static TestCounts Trx(XElement root)
    {
        var results = root.Descendants().Where(element => element.Name.LocalName == "UnitTestResult").ToArray();
        var failed = results.Where(result => Text(result, "outcome") is "Failed" or "Error" or "Timeout" or "Aborted").ToArray();
        return new TestCounts(
            results.Length,
            failed.Length,
            results.Count(result => Text(result, "outcome") is "NotExecuted" or "Inconclusive" or "Pending" or "NotRunnable"),
            [.. failed.Select(result => TestFailure.Create(
                Text(result, "testName"), result.Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value ?? ""))]);
    }

    private static TestCounts JUnit(XElement root)
    {
        var cases = root.DescendantsAndSelf().Where(element => element.Name.LocalName == "testcase").ToArray();
        var failed = cases.Select(test => (Test: test, Problem: Child(test, "failure") ?? Child(test, "error"))).Where(pair => pair.Problem is not null).ToArray();
        return new TestCounts(
            cases.Length,
            failed.Length,
            cases.Count(test => Child(test, "skipped") is not null),
            [.. failed.Select(pair => TestFailure.Create(Name(pair.Test), Message(pair.Problem!, pair.Test)))]);
    }

    private static string Name(XElement test) => Text(test, "classname") is { Length: > 0 } owner && owner != Text(test, "name") ? $"{owner}.{Text(test, "name")}" : Text(test, "name");

    // ctest leaves the message empty and writes the test's output beside it.
    private static string Message(XElement problem, XElement test) =>
        new[] { Text(problem, "message"), problem.Value, Child(test, "system-out")?.Value ?? "" }.FirstOrDefault(text => text.Trim().Length > 0) ?? "";

    private static Coverage? Cobertura(XElement root)
    {
        if (Number(root, "lines-covered") is { } covered && Number(root, "lines-valid") is { } valid)
        {
            return new Coverage(covered, valid);
        }

        // Older writers leave the totals out; the lines of methods repeat those of their class.
        var lines = root.Descendants().Where(element => element.Name.LocalName == "line" && element.Parent?.Parent?.Name.LocalName == "class").ToArray();
        return lines.Length == 0 ? null : new Coverage(lines.Count(line => Number(line, "hits") > 0), lines.Length);
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string Text(XElement element, string attribute) => element.Attribute(attribute)?.Value ?? "";

    private static long? Number(XElement element, string attribute) =>
        long.TryParse(Text(element, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
