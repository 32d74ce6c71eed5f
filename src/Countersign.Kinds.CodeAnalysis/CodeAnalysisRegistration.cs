using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Kinds.CodeAnalysis;

/// <summary>Adds <c>code.analysis</c> to a host.</summary>
/// <remarks>In a project of its own, because it brings a compiler: it is only loaded when the first job needs it.</remarks>
public static class CodeAnalysisRegistration
{
    public static IServiceCollection AddCodeAnalysis(this IServiceCollection services) =>
        // Kinds are made while options are validated; what needs valid ones waits for the first job.
        services.AddSingleton<IJobKind>(provider => new CodeAnalysisKind(
            provider.GetRequiredService<ISourceTrees>, provider.GetRequiredService<ProcessRunner>, provider.GetRequiredService<TimeProvider>()));
}
