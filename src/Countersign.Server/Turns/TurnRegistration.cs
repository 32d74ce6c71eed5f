using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Activities;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Turns;

/// <summary>The activities that wait for a slot.</summary>
internal static class TurnRegistration
{
    public static IServiceCollection AddTurns(this IServiceCollection services) => services
        .AddSingleton<JobTurns>()
        .AddTurnTaking<AnalyzeTask, AnalyzeActivity>(static task => task.JobId)
        .AddTurnTaking<StepTask, ExecuteStepActivity>(static task => task.JobId);

    private static IServiceCollection AddTurnTaking<TTask, TWork>(this IServiceCollection services, Func<TTask, string> jobIdOf)
        where TWork : class, IActivity<TTask, StageOutcome> => services
        .AddSingleton<TWork>()
        .AddSingleton<IActivity<TTask, StageOutcome>>(provider => new TurnTakingActivity<TTask>(
            provider.GetRequiredService<TWork>(),
            jobIdOf,
            provider.GetRequiredService<IJobStore>(),
            provider.GetRequiredService<KindCatalogue>(),
            provider.GetRequiredService<JobTurns>()));
}
