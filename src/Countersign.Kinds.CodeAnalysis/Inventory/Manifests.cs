using System.Text.Json;

namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>Tells dependency manifests by name and counts what they name.</summary>
internal static class Manifests
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The ecosystem that a file is a manifest of; null for other files.</summary>
    public static string? EcosystemOf(string name) => name switch
    {
        "package.json" => "npm",
        "packages.config" or "Directory.Packages.props" => "nuget",
        "requirements.txt" or "pyproject.toml" or "Pipfile" or "setup.py" => "pypi",
        "go.mod" => "go",
        "Cargo.toml" => "cargo",
        "pom.xml" => "maven",
        "build.gradle" or "build.gradle.kts" => "gradle",
        "Gemfile" => "rubygems",
        "composer.json" => "composer",
        _ => name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".fsproj", StringComparison.OrdinalIgnoreCase) ? "nuget" : null,
    };

    public static Manifest? Read(TextFile file) =>
        EcosystemOf(file.File.Name) is { } ecosystem ? new Manifest(file.Path, ecosystem, Count(file, ecosystem)) : null;

    /// <summary>Name and version of what a package.json or an MSBuild file names; empty for others.</summary>
    public static IReadOnlyList<(string Name, string Version)> Dependencies(TextFile file) => file.File.Name switch
    {
        "package.json" => NpmOf(file.Text),
        var name when EcosystemOf(name) == "nuget" => NuGetOf(file.Text),
        _ => [],
    };

    private static int? Count(TextFile file, string ecosystem) => ecosystem switch
    {
        "npm" or "nuget" => Dependencies(file).Count,
        "pypi" when file.File.Name == "requirements.txt" => file.Lines.Count(line => line.Trim() is { Length: > 0 } text && text[0] is not ('#' or '-')),
        "go" => file.Lines.Count(line => line.TrimStart() is var text && (text.StartsWith("require ", StringComparison.Ordinal) && !text.Contains('(', StringComparison.Ordinal)))
            + file.Lines.Count(line => line.StartsWith('\t') && line.Contains(" v", StringComparison.Ordinal)),
        _ => null,
    };

    private static List<(string, string)> NpmOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.ValueKind != JsonValueKind.Object ? [] :
            [
                .. document.RootElement.EnumerateObject()
                    .Where(section => section.Name is "dependencies" or "devDependencies" && section.Value.ValueKind == JsonValueKind.Object)
                    .SelectMany(section => section.Value.EnumerateObject())
                    .Where(entry => entry.Value.ValueKind == JsonValueKind.String)
                    .Select(entry => (entry.Name, entry.Value.GetString()!)),
            ];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static List<(string, string)> NuGetOf(string text)
    {
        if (SafeXml.TryParse(text) is not { } root)
        {
            return [];
        }

        return
        [
            .. root.DescendantsAndSelf()
                .Where(element => element.Name.LocalName is "PackageReference" or "PackageVersion" or "package")
                .Select(element => (
                    (string?)element.Attribute("Include") ?? (string?)element.Attribute("id") ?? "",
                    (string?)element.Attribute("Version") ?? (string?)element.Attribute("version") ?? ""))
                .Where(entry => entry.Item1.Length > 0),
        ];
    }
}
