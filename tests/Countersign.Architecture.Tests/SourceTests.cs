using System.Text.RegularExpressions;
using Countersign.Testing;
using Xunit;

namespace Countersign.Architecture.Tests;

/// <summary>Rules of the sources that no compiler checks.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 300;

    public static TheoryData<string> Projects => [.. SourceProjects.All.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_AreNamedAfterTheOneTypeTheyHold(string project)
    {
        var wrong = Repository.SourceFiles(project)
            .Where(path => Path.GetFileName(path) is not ("Program.cs" or "AssemblyInfo.cs"))
            .Where(path => TypeDeclaration().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).ToArray() is var types
                && (types.Length != 1 || !Path.GetFileNameWithoutExtension(path).StartsWith(types[0], StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(Repository.Root, path));

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_StayBelow300Lines(string project) =>
        Assert.DoesNotContain(Repository.SourceFiles(project), path => File.ReadLines(path).Count() > LongestFile);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Types_HaveNamesThatSayTheirRole(string project)
    {
        var vague = Repository.SourceFiles(project)
            .SelectMany(path => TypeDeclaration().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .Where(name => VagueName().IsMatch(name));

        Assert.Empty(vague);
    }

    [Fact]
    public void Sources_HaveNoRegions() =>
        Assert.DoesNotContain(Repository.Files("src", ".cs"), path => File.ReadAllText(path).Contains("#region", StringComparison.Ordinal));

    // Types at the top level of a file: not indented.
    [GeneratedRegex(@"^(?:public |internal |file )?(?:(?:static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|record struct|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Util|Common)$")]
    private static partial Regex VagueName();
}
