using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;
using Countersign.Kinds.CodeAnalysis.Tools;
using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.Tools;

/// <summary>In the form of <c>tsc --pretty false</c>, version 5.9.</summary>
public sealed class TscOutputTests
{
    private const string WrongType = "src/a.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.";
    private const string Untyped = "src/a.ts(2,19): error TS7006: Parameter 'a' implicitly has an 'any' type.";
    private const string UnknownName = "src/a.ts(3,1): error TS2304: Cannot find name 'left'.";

    [Fact]
    public void Errors_OfACompleteSource_AreFindings()
    {
        var report = Read(WrongType, Untyped, UnknownName);

        Assert.Equal(["tsc.TS2322", "tsc.TS7006", "tsc.TS2304"], report.Findings.Select(finding => finding.Rule));
        Assert.Equal(("src/a.ts", 1), (report.Findings[0].Path, report.Findings[0].Line));
        Assert.Empty(report.Notes);
    }

    [Theory]
    [InlineData("src/a.ts(4,22): error TS2307: Cannot find module 'shop' or its corresponding type declarations.")]
    [InlineData("src/a.ts(4,22): error TS2591: Cannot find name 'process'. Do you need to install type definitions for node?")]
    [InlineData("src/a.ts(4,22): error TS2582: Cannot find name 'it'. Do you need to install type definitions for a test runner?")]
    public void Errors_ThatAMissingPackageExplains_AreCountedInANote(string missing)
    {
        var report = Read(WrongType, Untyped, UnknownName, missing);

        Assert.Equal("tsc.TS2322", Assert.Single(report.Findings).Rule);
        Assert.Equal("tsc: errors that packages which are not installed may explain are left out: 3.", Assert.Single(report.Notes));
    }

    private static StepReport Read(params string[] lines)
    {
        var sink = new FindingSink(new RuleSelection([], []));
        TscOutput.Read(string.Join('\n', lines), "/source", sink);
        return sink.Report("tsc", 1);
    }
}
