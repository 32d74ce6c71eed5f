using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Inputs.Sources;

/// <summary>Sources and child processes, for the kinds that work on trees of files.</summary>
internal static class SourceRegistration
{
    public static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton(provider => CreateRunner(provider.GetRequiredService<ProcessesOptions>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<GitCheckout>()
        .AddSingleton<WorkFolders>()
        .AddSingleton<ISourceTrees, SourceTrees>();

    private static ProcessRunner CreateRunner(ProcessesOptions options, TimeProvider clock) => new(
        new ProcessSettings { SearchPath = options.SearchPath, Passed = options.Passed, Hidden = [.. options.Hidden, Path.GetFullPath(options.WorkFolder)] },
        new Lazy<Isolation>(() => Isolation.Detect(options.SearchPath)),
        clock);
}
