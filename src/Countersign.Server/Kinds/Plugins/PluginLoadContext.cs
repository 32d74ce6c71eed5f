using System.Reflection;
using System.Runtime.Loader;

namespace Countersign.Server.Kinds.Plugins;

/// <summary>
/// Where a plug-in's assemblies are loaded: beside the server's own, so that both may bring other versions of a library. What a kind
/// and the server say to each other is shared, or a plug-in's kind would not be one here.
/// </summary>
/// <param name="path">The plug-in's main assembly; what it refers to is looked for beside it, and in its <c>.deps.json</c>.</param>
internal sealed class PluginLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    /// <summary>The assembly that defines what a kind is.</summary>
    public const string Kinds = "Countersign.Kinds";

    private const string Contracts = "Countersign.Contracts";

    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is not (Kinds or Contracts) && _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
