using Countersign.Kinds.CodeAnalysis.Tests.CSharp;
using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.Hostile;

/// <summary>Sources that are made to break a parser: each ends in a result, with a note or an error in it.</summary>
public sealed class HostileSourceTests
{
    public static TheoryData<string, string> Deep => new()
    {
        { "brackets", "class C { object M() => " + new string('(', 100_000) + "1" + new string(')', 100_000) + "; }" },
        { "open brackets", "class C { object M() => " + new string('(', 200_000) },
        { "prefixes", "class C { bool M() => " + new string('!', 100_000) + "true; }" },
        { "sums", "class C { string M() => " + string.Concat(Enumerable.Repeat("\"a\"+", 100_000)) + "\"b\"; }" },
        { "calls", "class C { C M() => this" + string.Concat(Enumerable.Repeat(".M()", 100_000)) + "; }" },
        { "else-ifs", "class C { void M(int a) { " + string.Concat(Enumerable.Repeat("if (a == 1) a++; else ", 30_000)) + "a--; } }" },
        { "ifs", "class C { void M(int a) { " + string.Concat(Enumerable.Repeat("if (a == 1) ", 50_000)) + "a--; } }" },
        { "generics", "class C { " + string.Concat(Enumerable.Repeat("List<", 50_000)) + "int" + new string('>', 50_000) + " a; }" },
        { "classes", string.Concat(Enumerable.Repeat("class C { ", 50_000)) },
        { "conditionals", "class C { int M(bool a) => " + string.Concat(Enumerable.Repeat("a ? 1 : ", 50_000)) + "0; }" },
        { "lambdas", "class C { object M() => " + string.Concat(Enumerable.Repeat("() => ", 50_000)) + "1; }" },
        { "directives", string.Concat(Enumerable.Repeat("#if A\n", 50_000)) },
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public async Task DeepCode_IsRefusedOrRead_NeverACrash(string name, string code)
    {
        using var source = new SourceFolder(("a.cs", code));

        var result = await new AnalysisRun(source).RunAsync(CSharpRuleTests.Only("csharp."));

        Assert.True(
            CSharpRuleTests.Notes(result).Any(note => note.StartsWith("a.cs is not", StringComparison.Ordinal)) || CSharpRuleTests.AllOf(result).Any(),
            $"{name}: {result}");
    }

    [Fact]
    public async Task ModerateDepth_GoesThroughTheCompiler()
    {
        const int Depth = 390;
        using var source = new SourceFolder(
            ("a.cs", "class C { int M() => " + new string('(', Depth) + "1" + new string(')', Depth) + "; }"),
            ("b.cs", "class D { string M(string a) => " + string.Concat(Enumerable.Repeat("a +\n", 1400)) + "a; }"),
            ("c.cs", "class E { int M(int a) { " + string.Concat(Enumerable.Repeat("if (a == 1) return 1; else\n", 700)) + "return 0; } }"));

        var result = await new AnalysisRun(source).RunAsync(AnalysisRun.Input(""","rules":{"only":["csharp.type-error","csharp.cyclomatic-complexity"]}"""));

        Assert.Equal("", string.Join('\n', CSharpRuleTests.Notes(result)));
        Assert.Equal("csharp.cyclomatic-complexity", Assert.Single(CSharpRuleTests.AllOf(result)).GetProperty("rule").GetString());
    }

    [Fact]
    public async Task HugeLine_IsLookedAtWithinBounds()
    {
        using var source = new SourceFolder(
            ("a.js", "var token = \"" + new string('a', 3_000_000)), ("b.cs", "// " + new string('x', 3_000_000)), ("c.json", new string('[', 1_000_000)),
            ("d.csproj", string.Concat(Enumerable.Repeat("<a>", 100_000))));

        var result = await new AnalysisRun(source).RunAsync();

        Assert.Contains("b.cs is not parsed: it has 2929 KiB, and 1024 are the most.", CSharpRuleTests.Notes(result));
    }

    [Fact]
    public async Task ManyFindings_AreCountedAndBounded()
    {
        using var source = new SourceFolder(("a.js", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"// TODO {i}\n"))));

        var result = await new AnalysisRun(source).RunAsync(CSharpRuleTests.Only("any.todo"));

        Assert.Equal(20_000, Assert.Single(result.GetProperty("counts").EnumerateArray()).GetProperty("count").GetInt32());
        Assert.Equal(200, result.GetProperty("hygiene").GetArrayLength());
    }

    [Fact]
    public async Task ManySmallFiles_AreAllLookedAt()
    {
        using var source = new SourceFolder([.. Enumerable.Range(0, 20_000).Select(i => ($"d{i / 500}/f{i}.py", $"x = {i}\n"))]);

        var result = await new AnalysisRun(source).RunAsync();

        Assert.Equal(20_000, result.GetProperty("files").GetInt32());
    }
}
