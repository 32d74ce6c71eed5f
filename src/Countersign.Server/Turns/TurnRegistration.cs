using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Countersign.Server.Turns;

/// <summary>The activities that wait for a slot.</summary>
internal static class TurnRegistration
{
    /// <summary>Puts the wait in front of activities that are registered already; it is not part of what they take.</summary>
    public static IServiceCollection AddTurns(this IServiceCollection services) => services
        .AddSingleton<JobTurns>()
        .AddTurnTaking<AnalyzeTask>(static task => task.JobId)
        .AddTurnTaking<StepTask>(static task => task.JobId);

    private static IServiceCollection AddTurnTaking<TTask>(this IServiceCollection services, Func<TTask, string> jobIdOf)
    {
        var work = services.Last(service => service.ServiceType == typeof(IActivity<TTask, StageOutcome>)).ImplementationFactory!;
        return services.Replace(ServiceDescriptor.Singleton<IActivity<TTask, StageOutcome>>(provider => new TurnTakingActivity<TTask>(
            (IActivity<TTask, StageOutcome>)work(provider),
            jobIdOf,
            provider.GetRequiredService<IJobStore>(),
            provider.GetRequiredService<KindCatalogue>(),
            provider.GetRequiredService<JobTurns>())));
    }
}
