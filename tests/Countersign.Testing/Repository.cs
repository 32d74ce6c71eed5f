using System.Reflection;

namespace Countersign.Testing;

/// <summary>The repository's own files, as the build found them.</summary>
public static class Repository
{
    /// <summary>The folder that README's commands are run in.</summary>
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!);

    /// <summary>The absolute form of a path below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>The text of a file below the root.</summary>
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>The C# files of a project below <c>src</c>.</summary>
    public static IEnumerable<string> SourceFiles(string project) => Files(Path.Combine("src", project), ".cs");

    /// <summary>The files with these extensions below a folder of the repository, without what builds and package managers put there.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories)
            .Where(path => extensions.Contains(Path.GetExtension(path)) && !IsBuildOutput(path));

    private static bool IsBuildOutput(string path) =>
        Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules");
}
