using Countersign.Kinds;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Kinds.Plugins;

/// <summary>What the constructor of a plug-in's kind may ask for: what the shipped kinds get, and nothing else of the server.</summary>
/// <remarks>Sources and processes come as functions, because kinds are made while options are validated.</remarks>
internal sealed class PluginServices(IServiceProvider services) : IServiceProvider
{
    /// <summary>What there is, for messages.</summary>
    public const string Names = "TimeProvider, IInputFolders, Func<ISourceTrees>, Func<ProcessRunner>";

    public object? GetService(Type serviceType) => serviceType switch
    {
        _ when serviceType == typeof(TimeProvider) || serviceType == typeof(IInputFolders) => services.GetService(serviceType),
        _ when serviceType == typeof(Func<ISourceTrees>) => (Func<ISourceTrees>)services.GetRequiredService<ISourceTrees>,
        _ when serviceType == typeof(Func<ProcessRunner>) => (Func<ProcessRunner>)services.GetRequiredService<ProcessRunner>,
        _ => null,
    };
}
