using System.Xml.Linq;
using Countersign.Kinds.CodeAnalysis.Inventory;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>What a project file says that matters to its compilation; conditions are not evaluated.</summary>
internal sealed class CSharpProject
{
    private static readonly string[] Plain =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] Web =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    /// <summary>The project file's path; empty for files that belong to none.</summary>
    public required string Path { get; init; }

    public required string AssemblyName { get; init; }

    /// <summary>Its files.</summary>
    public List<WalkedFile> Files { get; } = [];

    /// <summary>Paths of the projects that it refers to.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public IReadOnlyList<string> GlobalUsings { get; init; } = [];

    public IReadOnlyList<string> Symbols { get; init; } = [];

    public IReadOnlyList<string> Friends { get; init; } = [];

    public bool UsesAspNetCore { get; init; }

    /// <summary>Why its references are not all known, as the end of a sentence; null when they are.</summary>
    public string? Unresolved { get; init; }

    /// <summary>Files without a project file.</summary>
    public static CSharpProject Loose() => new() { Path = "", AssemblyName = "Loose", GlobalUsings = Plain };

    /// <summary>Reads a project file with what stands above it.</summary>
    /// <param name="path">The project file's path.</param>
    /// <param name="own">The project file's root element; null when it is no XML.</param>
    /// <param name="shared">The Directory.Build files above it, nearest first.</param>
    public static CSharpProject Read(string path, XElement? own, IReadOnlyList<XElement> shared)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        name = name[..name.LastIndexOf('.')];
        if (own is null)
        {
            return new() { Path = path, AssemblyName = name, Unresolved = "its project file cannot be read" };
        }

        var files = shared.Prepend(own).ToArray();
        var isWeb = ((string?)own.Attribute("Sdk"))?.Contains("Web", StringComparison.Ordinal) == true;
        var isImplicit = Property(files, "ImplicitUsings") is "enable" or "true";
        return new CSharpProject
        {
            Path = path,
            AssemblyName = Property([own], "AssemblyName") is { Length: > 0 } given && !given.Contains('$', StringComparison.Ordinal) ? given : name,
            References = [.. Items([own], "ProjectReference").Select(item => Resolve(path, (string?)item.Attribute("Include") ?? ""))],
            GlobalUsings =
            [
                .. isImplicit ? Plain : [],
                .. isImplicit && isWeb ? Web : [],
                .. Items(files, "Using").Where(item => item.Attribute("Static") is null && item.Attribute("Alias") is null)
                    .Select(item => (string?)item.Attribute("Include")).OfType<string>(),
            ],
            Symbols = [.. (Property(files, "DefineConstants") ?? "").Split(';', ',').Where(symbol => symbol.Length > 0 && !symbol.Contains('$', StringComparison.Ordinal))],
            Friends = [.. Items(files, "InternalsVisibleTo").Select(item => (string?)item.Attribute("Include")).OfType<string>()],
            UsesAspNetCore = isWeb || Items(files, "FrameworkReference").Any(),
            Unresolved = WhyUnresolved(own, files),
        };
    }

    private static string? WhyUnresolved(XElement own, XElement[] files)
    {
        if (own.Attribute("Sdk") is null && !own.Elements().Any(element => element.Name.LocalName == "Sdk"))
        {
            return "it is no project of the .NET SDK";
        }

        var frameworks = (Property(files, "TargetFrameworks") ?? Property(files, "TargetFramework") ?? "").Split(';');
        if (!frameworks.Any(framework => framework.StartsWith("net", StringComparison.Ordinal) && framework.Contains('.', StringComparison.Ordinal)))
        {
            return $"its target framework is '{string.Join(';', frameworks)}'";
        }

        var package = Items(files, "PackageReference")
            .FirstOrDefault(item => !IsForBuild(item)
                && (item.Ancestors().Contains(own) || !item.AncestorsAndSelf().Any(element => element.Attribute("Condition") is not null)));
        return package is not null ? $"its package '{(string?)package.Attribute("Include") ?? (string?)package.Attribute("Update")}' is not restored"
            : Items([own], "Reference").Any() || Items([own], "COMReference").Any() ? "it refers to assemblies that are not in the source"
            : null;
    }

    // Analyzers and build tools add nothing that code refers to.
    private static bool IsForBuild(XElement item) =>
        Says(item, "PrivateAssets", "all") || Says(item, "ExcludeAssets", "all") || (item.Attribute("Include") is null && item.Attribute("Update") is not null);

    private static bool Says(XElement item, string name, string value) =>
        string.Equals((string?)item.Attribute(name) ?? item.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value, value, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<XElement> Items(IEnumerable<XElement> files, string name) =>
        files.SelectMany(file => file.Descendants()).Where(element => element.Name.LocalName == name && element.Parent?.Name.LocalName == "ItemGroup");

    private static string? Property(IEnumerable<XElement> files, string name) =>
        files.SelectMany(file => file.Descendants()).FirstOrDefault(element => element.Name.LocalName == name && element.Parent?.Name.LocalName == "PropertyGroup")?.Value.Trim();

    private static string Resolve(string from, string include)
    {
        var parts = from.Split('/')[..^1].ToList();
        foreach (var part in include.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
