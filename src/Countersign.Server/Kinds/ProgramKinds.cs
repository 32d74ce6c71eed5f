using Countersign.Kinds;
using Countersign.Kinds.Processes;
using Countersign.Kinds.ProjectGenerate;
using Countersign.Kinds.ScriptRun;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Kinds;

/// <summary>The kinds that run programs of the machine.</summary>
internal static class ProgramKinds
{
    // Kinds are made while options are validated: what is not valid must not keep the other problems from being listed.
    public static IServiceCollection AddProgramKinds(this IServiceCollection services) => services
        .AddSingleton<IJobKind>(provider => new ScriptRunKind(
            provider.GetRequiredService<ISourceTrees>,
            provider.GetRequiredService<ProcessRunner>,
            () => ScriptsOf(provider.GetRequiredService<ProcessesOptions>())))
        .AddSingleton<IJobKind>(provider => new SourceBuildKind(
            provider.GetRequiredService<ISourceTrees>,
            provider.GetRequiredService<ProcessRunner>,
            () => BuildsOf(provider.GetRequiredService<ProcessesOptions>())))
        .AddSingleton<IJobKind>(provider => new ProjectGenerateKind(
            provider.GetRequiredService<ISourceTrees>,
            provider.GetRequiredService<ProcessRunner>,
            () => BuildsOf(provider.GetRequiredService<ProcessesOptions>())));

    private static BuildSettings BuildsOf(ProcessesOptions options) => new() { MaxMemoryBytes = options.MaxMemoryBytes };

    private static ScriptSettings ScriptsOf(ProcessesOptions options) => new()
    {
        AllowedPrograms = [.. options.AllowedPrograms],
        Network = options.ScriptNetwork,
        MaxMemoryBytes = options.MaxMemoryBytes,
    };
}
