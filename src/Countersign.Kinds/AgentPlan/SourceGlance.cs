using Countersign.Kinds.Sources;

namespace Countersign.Kinds.AgentPlan;

/// <summary>What a planner is told of the source: names and sizes, never contents.</summary>
/// <param name="Files">How many files it has.</param>
/// <param name="Bytes">Their size together.</param>
/// <param name="Names">The first of their names in ordinal order.</param>
/// <param name="Endings">File endings by number of files, the most frequent first.</param>
/// <param name="Projects">Files that a build begins with.</param>
internal sealed record SourceGlance(
    int Files, long Bytes, IReadOnlyList<string> Names, IReadOnlyList<string> Endings, IReadOnlyList<string> Projects)
{
    private const int MostNames = 200;
    private const int MostEndings = 10;
    private const int LongestName = 200;

    private static readonly string[] ProjectNames =
        ["package.json", "pyproject.toml", "setup.py", "go.mod", "Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts", "CMakeLists.txt", "Makefile"];

    private static readonly string[] ProjectEndings = [".sln", ".slnx", ".csproj", ".fsproj"];
    private static readonly string[] ImageEndings = [".qcow2", ".vmdk", ".vhd", ".vhdx", ".img", ".raw", ".iso"];

    /// <summary>Whether a name is that of a disk image, by its ending.</summary>
    public static bool IsImage(string name) => ImageEndings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    public static SourceGlance Of(SourceTree tree, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var path in Directory.EnumerateFiles(tree.Folder, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.Add(Path.GetRelativePath(tree.Folder, path).Replace(Path.DirectorySeparatorChar, '/'));
        }

        names.Sort(StringComparer.Ordinal);
        return new SourceGlance(
            tree.Files,
            tree.Bytes,
            [.. names.Where(name => name.Length <= LongestName).Take(MostNames)],
            [.. names.CountBy(name => Path.GetExtension(name).ToLowerInvariant()).Where(ending => ending.Key.Length > 1)
                .OrderByDescending(ending => ending.Value).ThenBy(ending => ending.Key, StringComparer.Ordinal).Take(MostEndings).Select(ending => $"{ending.Key} ({ending.Value})")],
            [.. names.Where(IsProject).Take(MostNames)]);
    }

    private static bool IsProject(string name) =>
        ProjectNames.Contains(Path.GetFileName(name)) || ProjectEndings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}
