using System.Text;
using Countersign.Kinds.SourceBuild.Reports;
using Xunit;

namespace Countersign.Kinds.Tests.SourceBuild;

/// <summary>Reports as the tools write them, cut down.</summary>
public sealed class ReportTests
{
    [Fact]
    public void Trx_IsCountedWithItsFailures()
    {
        var (tests, _) = Read("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult testName="N.A.Passes" outcome="Passed"/>
              <UnitTestResult testName="N.A.Later" outcome="NotExecuted"/>
              <UnitTestResult testName="N.A.Breaks" outcome="Failed"><Output><ErrorInfo><Message>Assert.Equal() Failure</Message><StackTrace>at</StackTrace></ErrorInfo></Output></UnitTestResult>
            </Results></TestRun>
            """);

        Assert.Equal((3, 1, 1, 1), (tests!.Total, tests.Passed, tests.Failed, tests.Skipped));
        Assert.Equal(new TestFailure("N.A.Breaks", "Assert.Equal() Failure"), Assert.Single(tests.Failures));
    }

    [Fact]
    public void JUnit_WithoutAnOuterElement_IsCounted()
    {
        var (tests, _) = Read("""<testsuite><testcase name="a"/><testcase name="b"><error>no such module</error></testcase></testsuite>""");

        Assert.Equal((2, 1), (tests!.Total, tests.Failed));
        Assert.Equal("no such module", tests.Failures[0].Message);
    }

    [Theory]
    [InlineData("""<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage lines-covered="30" lines-valid="40"/>""", 30, 40)]
    [InlineData("""<coverage><packages><package><classes><class><methods><method><lines><line number="1" hits="1"/></lines></method></methods><lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></class></classes></package></packages></coverage>""", 1, 2)]
    public void Cobertura_IsRead(string text, long covered, long valid) => Assert.Equal(new Coverage(covered, valid), Read(text).Coverage);

    [Fact]
    public void Lcov_CountsALineOnce()
    {
        var coverage = LcovReport.Read(new StringReader("SF:a.js\nDA:1,0\nDA:2,3\nend_of_record\nSF:a.js\nDA:1,1\nend_of_record\nSF:b.js\nDA:1,0\n"));

        Assert.Equal(new Coverage(2, 3), coverage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<testsuite>")]
    [InlineData("<project/>")]
    [InlineData("""<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><testsuite><testcase name="&c;"/></testsuite>""")]
    [InlineData("""<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><testsuite>&b;</testsuite>""")]
    public void File_ThatIsNoReportOrHostile_SaysNothing(string text) => Assert.Equal((null, null), Read(text));

    [Theory]
    [InlineData("test result: ok. 5 passed; 1 failed; 2 ignored; 0 measured", 8, 1, 2)]
    [InlineData("Ran 4 tests in 0.1s|FAILED (failures=1, errors=1, skipped=1)", 4, 2, 1)]
    [InlineData("Ran 1 test in 0.1s|OK", 1, 0, 0)]
    [InlineData("# tests 3|# pass 1|# fail 1|# skipped 1", 3, 1, 1)]
    [InlineData("ℹ tests 2|ℹ fail 0", 2, 0, 0)]
    [InlineData("--- PASS: TestA (0.00s)|--- FAIL: TestB (0.00s)", 2, 1, 0)]
    public void Output_OfKnownRunners_IsCounted(string lines, int total, int failed, int skipped)
    {
        var counts = new OutputCounts();
        foreach (var line in lines.Split('|'))
        {
            counts.Take(line);
        }

        Assert.Equal((total, failed, skipped), (counts.Counts!.Total, counts.Counts.Failed, counts.Counts.Skipped));
    }

    private static (TestCounts? Tests, Coverage? Coverage) Read(string text) => XmlReports.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
