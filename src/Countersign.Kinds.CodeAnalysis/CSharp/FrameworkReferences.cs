using Microsoft.CodeAnalysis;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>The framework's assemblies, as the runtime that this program runs on holds them.</summary>
internal static class FrameworkReferences
{
    private const string AspNetCoreName = "Microsoft.AspNetCore.App";
    private static readonly Lazy<MetadataReference[]> CoreFiles = new(() => Load(Folder));
    private static readonly Lazy<MetadataReference[]> AspNetCoreFiles = new(() => Load(AspNetCoreFolder()));

    /// <summary>Microsoft.NETCore.App; empty where the runtime's files cannot be found.</summary>
    public static IReadOnlyList<MetadataReference> Core => CoreFiles.Value;

    /// <summary>Microsoft.AspNetCore.App.</summary>
    public static IReadOnlyList<MetadataReference> AspNetCore => AspNetCoreFiles.Value;

    private static string? Folder => Path.GetDirectoryName(typeof(object).Assembly.Location) is { Length: > 0 } folder ? folder : null;

    // Beside the core framework, in the folder of the same version or the newest.
    private static string? AspNetCoreFolder()
    {
        if (Folder is not { } core || Directory.GetParent(core)?.Parent is not { } shared)
        {
            return null;
        }

        var versions = Path.Combine(shared.FullName, AspNetCoreName);
        var same = Path.Combine(versions, Path.GetFileName(core));
        return Directory.Exists(same) ? same
            : Directory.Exists(versions) ? Directory.EnumerateDirectories(versions).Order(StringComparer.Ordinal).LastOrDefault() : null;
    }

    private static MetadataReference[] Load(string? folder) => folder is null ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Where(IsManaged).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static bool IsManaged(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new System.Reflection.PortableExecutable.PEReader(file);
        return reader.HasMetadata;
    }
}
