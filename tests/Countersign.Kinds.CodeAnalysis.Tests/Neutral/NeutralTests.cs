using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Tests.CSharp;
using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.Neutral;

public sealed class NeutralTests
{
    [Theory]
    [InlineData("a.cs", "// one\nint a; // two\n\n/* three\nfour */ int b;\nvar s = \"/* none */\";", 6, 3, 2)]
    [InlineData("a.py", "# one\n\nx = '# none'\n", 3, 1, 1)]
    [InlineData("a.html", "<!-- one\ntwo -->\n<p>", 3, 1, 2)]
    [InlineData("a.sql", "-- one\nselect 1", 2, 1, 1)]
    public void Lines_AreToldApart(string path, string text, int physical, int code, int comment)
    {
        var counts = LineCounter.Count(text.TrimEnd('\n').Split('\n'), Languages.Of(path)!);

        Assert.Equal((physical, code, comment), (counts.Physical, counts.Code, counts.Comment));
    }

    [Fact]
    public async Task Duplicate_InTwoFiles_IsFoundOnceWithBothPlaces()
    {
        var block = string.Concat(Enumerable.Range(0, 14).Select(i => $"var value{i} = Compute({i}, other{i});\n"));
        using var source = new SourceFolder(("a.js", "start();\n" + block), ("b.js", "first();\nsecond();\n" + block.Replace("\n", "   // said again\n", StringComparison.Ordinal).Replace("   // said again", "", StringComparison.Ordinal)));

        var result = await new AnalysisRun(source).RunAsync(CSharpRuleTests.Only("any.duplicate"));

        var duplicate = Assert.Single(CSharpRuleTests.AllOf(result));
        Assert.Equal(("b.js", 3, 16), (duplicate.GetProperty("path").GetString(), duplicate.GetProperty("line").GetInt32(), duplicate.GetProperty("end_line").GetInt32()));
        Assert.Equal(2, duplicate.GetProperty("other").GetProperty("line").GetInt32());
        Assert.Equal(14, result.GetProperty("duplicated_lines").GetInt32());
    }

    [Fact]
    public async Task Duplicate_OfFewLinesOrOfOneLineOverAndOver_IsNone()
    {
        var few = string.Concat(Enumerable.Range(0, 11).Select(i => $"var value{i} = Compute({i}, other{i});\n"));
        using var source = new SourceFolder(("a.js", few), ("b.js", few), ("c.js", string.Concat(Enumerable.Repeat("table.push(0);\n", 500))));

        var result = await new AnalysisRun(source).RunAsync(CSharpRuleTests.Only("any.duplicate"));

        Assert.Empty(CSharpRuleTests.AllOf(result));
    }

    [Theory]
    [InlineData("any.todo", "a.cs", "class C { } // TODO 2020-01-01: finish")]
    [InlineData("any.merge-marker", "a.txt", "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n")]
    [InlineData("any.no-licence", "a.cs", "class C { }")]
    [InlineData("any.no-lock-file", "package.json", """{"dependencies":{"left":"^1.0.0"}}""")]
    [InlineData("any.floating-version", "a.csproj", """<Project><ItemGroup><PackageReference Include="P" Version="1.*" /></ItemGroup></Project>""")]
    public async Task Check_FindsWhatItIsFor(string rule, string path, string content)
    {
        using var source = new SourceFolder((path, content));

        var result = await new AnalysisRun(source).RunAsync(CSharpRuleTests.Only(rule));

        Assert.Equal(rule, Assert.Single(CSharpRuleTests.AllOf(result)).GetProperty("rule").GetString());
    }

    [Theory]
    [InlineData("any.todo", "a.cs", "class Todo { string TODO = \"TODO\"; }")]
    [InlineData("any.merge-marker", "a.md", "Title\n=======\n<<<<<<< shown\n")]
    [InlineData("any.no-licence", "LICENSE", "MIT License\nPermission is hereby granted, free of charge, to any person obtaining a copy")]
    [InlineData("any.no-lock-file", "package.json", """{"name":"nothing"}""")]
    [InlineData("any.floating-version", "a.csproj", """<Project><ItemGroup><PackageReference Include="P" Version="1.2.3" /></ItemGroup></Project>""")]
    public async Task Check_LeavesAloneWhatLooksAlike(string rule, string path, string content)
    {
        using var source = new SourceFolder((path, content));

        var result = await new AnalysisRun(source).RunAsync(CSharpRuleTests.Only(rule));

        Assert.Empty(CSharpRuleTests.AllOf(result).Select(finding => finding.ToString()));
    }

    [Fact]
    public async Task LargeFiles_AreFound()
    {
        using var source = new SourceFolder(("a.js", string.Concat(Enumerable.Range(0, 1001).Select(i => $"f({i});\n"))), ("data.bin", "\0" + new string('x', 6 * 1024 * 1024)));

        var result = await new AnalysisRun(source).RunAsync(AnalysisRun.Input(""","rules":{"only":["any.large-file","any.large-binary"]}"""));

        Assert.Equal(["any.large-file", "any.large-binary"], CSharpRuleTests.AllOf(result).Select(finding => finding.GetProperty("rule").GetString()));
    }
}
