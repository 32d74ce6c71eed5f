using Countersign.Kinds.CodeAnalysis.Rules;
using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.CSharp;

public sealed class CSharpRuleTests
{
    public static TheoryData<string, string> Bad => RuleExamples.Bad;

    public static TheoryData<string, string> Good => RuleExamples.Good;

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Rule_OnWhatItIsFor_FindsItWithItsPlace(string rule, string code)
    {
        using var source = new SourceFolder(("src/a.cs", code));

        var result = await new AnalysisRun(source).RunAsync(Only(rule));

        var found = AllOf(result).ToArray();
        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.Equal((rule, "src/a.cs"), (finding.GetProperty("rule").GetString(), finding.GetProperty("path").GetString())));
        Assert.All(found, finding => Assert.True(finding.GetProperty("line").GetInt32() >= 1));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Rule_OnWhatLooksAlike_FindsNothing(string rule, string code)
    {
        using var source = new SourceFolder(("src/a.cs", code));

        var result = await new AnalysisRun(source).RunAsync(Only(rule));

        Assert.Empty(AllOf(result).Select(finding => finding.ToString()));
    }

    [Fact]
    public void Rules_HaveAnExampleOfBothSorts()
    {
        var rules = CSharpRules.All.Select(rule => rule.Id).Order().ToArray();

        Assert.Equal(rules, Bad.Select(row => row.Data.Item1).Distinct().Order());
        Assert.Equal(rules, Good.Select(row => row.Data.Item1).Distinct().Order());
    }

    [Fact]
    public async Task TypeErrors_AcrossProjects_AreFoundWhereReferencesResolve()
    {
        const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>{0}</Project>";
        using var source = new SourceFolder(
            ("a/a.csproj", Project.Replace("{0}", "<ItemGroup><InternalsVisibleTo Include=\"b\" /></ItemGroup>", StringComparison.Ordinal)),
            ("a/A.cs", "namespace A; internal static class Given { public static List<int> Numbers => []; }"),
            ("b/b.csproj", Project.Replace("{0}", "<ItemGroup><ProjectReference Include=\"..\\a\\a.csproj\" /></ItemGroup>", StringComparison.Ordinal)),
            ("b/B.cs", "using A; public class B { int M() => Given.Numbers.Count; int N() => Given.Wrong; }"),
            ("c/c.csproj", Project.Replace("{0}", "<ItemGroup><PackageReference Include=\"Some.Package\" Version=\"1.0.0\" /></ItemGroup>", StringComparison.Ordinal)),
            ("c/C.cs", "using Some.Package; public class C { Thing M() => new(); }"));

        var result = await new AnalysisRun(source).RunAsync(Only("csharp.type-error"));

        var error = Assert.Single(AllOf(result));
        Assert.Equal("b/B.cs", error.GetProperty("path").GetString());
        Assert.Contains("'Given' does not contain a definition for 'Wrong'", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("c/c.csproj is not type-checked: its package 'Some.Package' is not restored.", Notes(result));
    }

    [Fact]
    public async Task TypeErrors_WithAUsingOfAPackage_AreANoteAndNoErrors()
    {
        using var source = new SourceFolder(("a.cs", "using Newtonsoft.Json; class C { string M() => JsonConvert.SerializeObject(1); }"));

        var result = await new AnalysisRun(source).RunAsync(Only("csharp.type-error"));

        Assert.Empty(AllOf(result));
        Assert.Contains(Notes(result), note => note.Contains("Newtonsoft", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TypeErrors_OfWhatSourceGeneratorsWrite_AreNone()
    {
        const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>{0}</Project>";
        using var source = new SourceFolder(
            ("a/a.csproj", Project.Replace("{0}", "", StringComparison.Ordinal)),
            ("a/A.cs", """
                using System.Runtime.InteropServices; using System.Text.Json.Serialization; using System.Text.RegularExpressions;
                [JsonSerializable(typeof(int))] public partial class AJson : JsonSerializerContext;
                public static partial class A
                {
                    [GeneratedRegex("a")] private static partial Regex Pattern();
                    [LibraryImport("libc")] private static partial int Get(out int value);
                    public static int Look(out int value) => Get(out value) + (Pattern().IsMatch("a") ? 1 : 0);
                }
                """),
            ("b/b.csproj", Project.Replace("{0}", "<ItemGroup><ProjectReference Include=\"../a/a.csproj\" /></ItemGroup>", StringComparison.Ordinal)),
            ("b/B.cs", "public class B { object M() => AJson.Default.Int32; int N() => \"wrong\"; }"));

        var result = await new AnalysisRun(source).RunAsync(Only("csharp.type-error"));

        var error = Assert.Single(AllOf(result));
        Assert.Contains("CS0029", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    internal static System.Text.Json.JsonElement Only(string rule) => AnalysisRun.Input($$""","rules":{"only":["{{rule}}"]}""");

    internal static IEnumerable<System.Text.Json.JsonElement> AllOf(System.Text.Json.JsonElement result) =>
        new[] { "security_issues", "smells", "type_errors", "hygiene" }.SelectMany(part => result.GetProperty(part).EnumerateArray());

    internal static IEnumerable<string> Notes(System.Text.Json.JsonElement result) => result.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!);
}
