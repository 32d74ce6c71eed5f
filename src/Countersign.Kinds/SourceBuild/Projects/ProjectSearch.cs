namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>Finds every project of a tree, by reading only.</summary>
internal static class ProjectSearch
{
    public const int MostProjects = 50;
    private const int MostFolders = 20_000;
    private const int Deepest = 12;

    // What toolchains make or fetch, and what is somebody else's project.
    private static readonly HashSet<string> PassedOver = new(StringComparer.Ordinal)
        { "node_modules", "bin", "obj", "target", "vendor", "dist", ".git", ".venv", "venv", "__pycache__", ".packages", "bower_components", ".gradle" };

    private static readonly IReadOnlyList<IToolchain> Toolchains = [new DotnetToolchain(), new NodeToolchain(), new PythonToolchain(), .. SingleFileToolchain.All];

    /// <summary>The projects in the order of folder and type.</summary>
    public static IReadOnlyList<BuildProject> Find(string root, CancellationToken cancellationToken)
    {
        var folders = Folders(root, "", 0, cancellationToken).Take(MostFolders).ToArray();
        var found = Toolchains.SelectMany(toolchain => toolchain.Find(folders)).ToList();
        var taken = found.Select(project => project.Folder).ToHashSet(StringComparer.Ordinal);
        found.AddRange(new MakeToolchain().Find(folders).Where(project => !taken.Any(folder => folder == project.Folder || IsBelow(project.Folder, folder))));
        return [.. found.OrderBy(project => project.Folder, StringComparer.Ordinal).ThenBy(project => project.Type, StringComparer.Ordinal).ThenBy(project => project.File, StringComparer.Ordinal)];
    }

    private static bool IsBelow(string path, string folder) => folder.Length > 0 && path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static IEnumerable<SourceFolder> Folders(string root, string path, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var full = Path.Combine(root, path);
        yield return new SourceFolder(root, path, [.. Directory.EnumerateFiles(full).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]);
        if (depth == Deepest)
        {
            yield break;
        }

        foreach (var name in Directory.EnumerateDirectories(full).Select(folder => Path.GetFileName(folder)).Where(name => !PassedOver.Contains(name)).Order(StringComparer.Ordinal))
        {
            foreach (var folder in Folders(root, path.Length == 0 ? name : $"{path}/{name}", depth + 1, cancellationToken))
            {
                yield return folder;
            }
        }
    }
}
