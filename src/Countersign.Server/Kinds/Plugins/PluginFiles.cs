using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Countersign.Server.Kinds.Plugins;

/// <summary>Looks for plug-ins without running anything of them.</summary>
internal static class PluginFiles
{
    /// <summary>The assemblies in the folder and in the folders directly in it, in the order of their paths.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateDirectories(folder).Prepend(folder)
        .SelectMany(place => Directory.EnumerateFiles(place, "*.dll"))
        .Where(path => !IsTheServers(path))
        .Order(StringComparer.Ordinal);

    /// <summary>Whether the assembly refers to what a kind is; libraries that a plug-in brings do not.</summary>
    /// <exception cref="BadImageFormatException">The file is no assembly.</exception>
    public static bool RefersToKinds(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        if (!image.HasMetadata)
        {
            return false;
        }

        var metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))
            .Contains(PluginLoadContext.Kinds, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A build may put the server's own assemblies beside what refers to them.</summary>
    private static bool IsTheServers(string path) => File.Exists(Path.Combine(AppContext.BaseDirectory, Path.GetFileName(path)));
}
