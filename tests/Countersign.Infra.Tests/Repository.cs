using System.Reflection;

namespace Countersign.Infra.Tests;

/// <summary>The repository's own files, as the build found them.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!);

    public static string TestFolder { get; } = Path.Combine(Root, "tests", "Countersign.Infra.Tests");

    /// <summary>The Bicep and parameter files of the deployment, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> BicepFiles { get; } = Files("infra", "*.bicep", "*.bicepparam");

    /// <summary>The workflows, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Workflows { get; } = Files(".github/workflows", "*.yml", "*.yaml");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string[] Files(string folder, params string[] patterns) =>
        [.. patterns
            .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
}
