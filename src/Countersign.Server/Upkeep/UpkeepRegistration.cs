using Countersign.Kinds;
using Countersign.Server.Health;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Upkeep;

/// <summary>What the server does for itself.</summary>
internal static class UpkeepRegistration
{
    public static IServiceCollection AddUpkeep(this IServiceCollection services) => services
        .AddSingleton<JobPurge>()
        .AddSingleton<UploadSweep>()
        .AddSingleton<JobExamination>()
        .AddSingleton<InstanceExamination>()
        .AddSingleton<DefinitionExamination>()
        .AddSingleton<LeftoverExamination>()
        .AddSingleton<Doctor>()
        .AddSingleton<Repairs>()
        .AddSingleton<UpkeepHistory>()
        .AddSingleton<UpkeepSubmission>()
        .AddSingleton<IDueUpkeep, DueUpkeep>()
        .AddKinds();

    // Kinds are made while options are validated, and must not ask for the store before that.
    private static IServiceCollection AddKinds(this IServiceCollection services) => services
        .AddSingleton<IJobKind>(provider => new CleanupKind(
            provider.GetRequiredService<JobPurge>,
            provider.GetRequiredService<UploadSweep>,
            provider.GetRequiredService<ILeftovers>,
            provider.GetRequiredService<WorkFolders>,
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IJobKind>(provider => new PurgeKind(
            provider.GetRequiredService<JobPurge>, provider.GetRequiredService<IJobStore>))
        .AddSingleton<IJobKind>(provider => new HealthKind(
            provider.GetRequiredService<HealthCheck>, provider.GetRequiredService<Doctor>))
        .AddSingleton<IJobKind>(provider => new RepairKind(
            provider.GetRequiredService<Doctor>, provider.GetRequiredService<Repairs>, provider.GetRequiredService<IJobStore>));
}
