namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>Solutions, and projects that lie below none.</summary>
internal sealed class DotnetToolchain : IToolchain
{
    private static readonly string[] Solutions = [".sln", ".slnx"];
    private static readonly string[] Projects = [".csproj", ".fsproj", ".vbproj"];

    public IEnumerable<BuildProject> Find(IReadOnlyList<SourceFolder> folders)
    {
        var covered = new List<string>();
        foreach (var folder in folders)
        {
            var solutions = folder.Ending(Solutions).ToArray();
            var isCovered = covered.Any(folder.IsWithin);
            foreach (var file in solutions.Length > 0 ? solutions : isCovered ? [] : folder.Ending(Projects))
            {
                yield return Create(folder, file, folders.Any(other => other.IsWithin(folder.Path)
                    && other.Ending(Projects).Any(project => other.Read(project).Contains("coverlet.collector", StringComparison.OrdinalIgnoreCase))));
            }

            if (solutions.Length > 0)
            {
                covered.Add(folder.Path);
            }
        }
    }

    private static BuildProject Create(SourceFolder folder, string file, bool measuresCoverage) => new("dotnet", folder.Path, file,
    [
        new(BuildSteps.Restore, "dotnet", "restore", file),
        new(BuildSteps.Build, "dotnet", "build", file, "--no-restore", "--configuration", "{configuration}"),
        new(BuildSteps.Test,
        [
            "dotnet", "test", file, "--no-build", "--configuration", "{configuration}", "--logger", "trx", "--results-directory", "TestResults",
            .. measuresCoverage ? ["--collect", "XPlat Code Coverage"] : Array.Empty<string>(),
        ]),
    ]);
}
