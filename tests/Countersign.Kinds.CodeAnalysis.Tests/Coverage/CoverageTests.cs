using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.Coverage;

public sealed class CoverageTests
{
    private const string Lcov = "TN:\nSF:a.js\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nBRF:4\nBRH:3\nend_of_record\nSF:b.js\nLF:8\nLH:8\nend_of_record\n";

    private const string Cobertura = """
        <?xml version="1.0"?><!DOCTYPE coverage SYSTEM "coverage-04.dtd">
        <coverage line-rate="0.5" lines-valid="10" lines-covered="5" branches-valid="2" branches-covered="1"><packages /></coverage>
        """;

    private const string CoberturaWithoutTotals = """
        <coverage line-rate="0.5"><packages><package><classes><class>
        <methods><method><lines><line number="1" hits="3" /></lines></method></methods>
        <lines><line number="1" hits="3" /><line number="2" hits="0" /></lines></class></classes></package></packages></coverage>
        """;

    private const string Jacoco = """
        <?xml version="1.0"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
        <report name="r"><package name="p"><counter type="LINE" missed="1" covered="1"/></package>
        <counter type="LINE" missed="25" covered="75"/><counter type="BRANCH" missed="1" covered="3"/></report>
        """;

    [Theory]
    [InlineData("lcov.info", Lcov, "lcov", 10, 9, 4, 3)]
    [InlineData("coverage.cobertura.xml", Cobertura, "cobertura", 10, 5, 2, 1)]
    [InlineData("coverage.xml", CoberturaWithoutTotals, "cobertura", 2, 1, 0, 0)]
    [InlineData("build/jacoco.xml", Jacoco, "jacoco", 100, 75, 4, 3)]
    public async Task Report_IsRead(string path, string content, string format, int lines, int covered, int branches, int taken)
    {
        using var source = new SourceFolder((path, content));

        var coverage = (await new AnalysisRun(source).RunAsync()).GetProperty("coverage");

        var report = Assert.Single(coverage.GetProperty("reports").EnumerateArray());
        Assert.Equal((path, format), (report.GetProperty("path").GetString(), report.GetProperty("format").GetString()));
        Assert.Equal((lines, covered), (report.GetProperty("lines").GetInt32(), report.GetProperty("lines_covered").GetInt32()));
        Assert.Equal((branches, taken), (report.GetProperty("branches").GetInt32(), report.GetProperty("branches_covered").GetInt32()));
        Assert.Equal((double)covered / lines, coverage.GetProperty("line_rate").GetDouble(), 4);
    }

    [Theory]
    [InlineData("coverage.xml", "<coverage")]
    [InlineData("coverage.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><coverage lines-valid=\"1\" lines-covered=\"&b;\"/>")]
    [InlineData("a.info", "nothing")]
    public async Task Report_ThatIsNone_IsPassedOver(string path, string content)
    {
        using var source = new SourceFolder((path, content));

        var coverage = (await new AnalysisRun(source).RunAsync()).GetProperty("coverage");

        Assert.Equal(0, coverage.GetProperty("reports").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, coverage.GetProperty("line_rate").ValueKind);
    }
}
