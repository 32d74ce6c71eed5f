using Countersign.Testing;

namespace Countersign.Infra.Tests;

/// <summary>The files that these tests read.</summary>
internal static class InfraFiles
{
    public static string TestFolder { get; } = Repository.PathOf("tests", "Countersign.Infra.Tests");

    /// <summary>The Bicep and parameter files of the deployment, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Bicep { get; } = Below("infra", ".bicep", ".bicepparam");

    /// <summary>The workflows, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Workflows { get; } = Below(".github/workflows", ".yml", ".yaml");

    private static string[] Below(string folder, params string[] extensions) =>
        [.. Repository.Files(folder, extensions)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
}
