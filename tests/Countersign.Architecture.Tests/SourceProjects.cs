using System.Xml.Linq;
using Countersign.Testing;

namespace Countersign.Architecture.Tests;

/// <summary>The projects below <c>src</c>.</summary>
internal static class SourceProjects
{
    /// <summary>By name, with the names of the projects they refer to.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } =
        Repository.Files("src", ".csproj").ToDictionary(path => Path.GetFileNameWithoutExtension(path), References, StringComparer.Ordinal);

    private static string[] References(string projectFile) =>
        [.. XDocument.Load(projectFile).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];
}
