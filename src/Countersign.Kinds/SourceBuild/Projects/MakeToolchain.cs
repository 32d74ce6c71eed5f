using System.Text.RegularExpressions;

namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>Makefiles where no other project is: beside one they mostly call its own tools.</summary>
internal sealed partial class MakeToolchain : IToolchain
{
    private static readonly string[] Files = ["GNUmakefile", "makefile", "Makefile"];

    public IEnumerable<BuildProject> Find(IReadOnlyList<SourceFolder> folders)
    {
        var covered = new List<string>();
        foreach (var folder in folders.Where(folder => Files.Any(folder.Has) && !covered.Any(folder.IsWithin)))
        {
            covered.Add(folder.Path);
            var file = Files.First(folder.Has);
            var targets = Target().Matches(folder.Read(file)).Select(match => match.Groups[1].Value).ToArray();
            var test = targets.FirstOrDefault(target => target is "test" or "check");
            yield return new BuildProject("make", folder.Path, file,
            [
                new(BuildSteps.Build, "make", "--file", file),
                .. test is null ? Array.Empty<BuildCommand>() : [new BuildCommand(BuildSteps.Test, "make", "--file", file, test)],
            ]);
        }
    }

    [GeneratedRegex(@"^(test|check)[ \t]*:(?!=)", RegexOptions.Multiline)]
    private static partial Regex Target();
}
