using System.Reflection;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>The repository's own files, as the build found them.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!);

    /// <summary>The C# files of a project below <c>src</c>.</summary>
    public static IEnumerable<string> SourceFiles(string project) => CodeBelow(FolderOf(project));

    /// <summary>The declarations beside these tests.</summary>
    public static IEnumerable<string> SurfaceFiles() =>
        CodeBelow(Path.Combine(Root, "tests", typeof(Repository).Assembly.GetName().Name!, "Surface"));

    private static string FolderOf(string project) => Path.Combine(Root, "src", project);

    private static IEnumerable<string> CodeBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
