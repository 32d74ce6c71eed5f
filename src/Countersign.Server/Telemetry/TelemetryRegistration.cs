using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Activities;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Telemetry;

/// <summary>Instruments and traces, and the activities that they watch.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton<JobCountsSnapshot>()
        .AddSingleton<JobMetrics>()
        .AddSingleton<StageObserver>()
        .AddSingleton<MetricsReader>()
        .AddHostedService(provider => provider.GetRequiredService<MetricsReader>())
        .AddHostedService<TelemetryExport>();

    /// <summary>The activities of jobs, each observed. One that may run several stages has each of them observed by itself.</summary>
    public static IServiceCollection AddActivities(this IServiceCollection services) => services
        .AddSingleton<PlanMaker>()
        .AddSingleton<PlanStage>()
        .AddObserved<AnalyzeActivity, AnalyzeTask, StageOutcome>(WireNames.Analyze, static task => task.JobId)
        .AddObserved<PlanActivity, PlanTask, PlanOutcome>(WireNames.Plan, static task => task.JobId)
        .AddObserved<ReadDecisionActivity, GateTask, GateOutcome>(WireNames.ReadDecision, static task => task.JobId)
        .AddSingleton<StepWork>()
        .AddSingleton<StepSequels>()
        .AddSingleton<JobCompletion>()
        .AddSingleton<ExecuteStepActivity>()
        .AddSingleton<IActivity<StepTask, StageOutcome>>(static provider => provider.GetRequiredService<ExecuteStepActivity>())
        .AddObserved<FinishActivity, FinishTask, StageOutcome>(WireNames.Finish, static task => task.JobId)
        .AddObserved<FailActivity, FailTask, StageOutcome>(WireNames.Fail, static task => task.JobId);

    private static IServiceCollection AddObserved<TActivity, TTask, TOutcome>(
        this IServiceCollection services, string name, Func<TTask, string> jobOf)
        where TActivity : class, IActivity<TTask, TOutcome> => services
        .AddSingleton<TActivity>()
        .AddSingleton<IActivity<TTask, TOutcome>>(provider => new ObservedActivity<TTask, TOutcome>(
            provider.GetRequiredService<TActivity>(), name, jobOf, provider.GetRequiredService<StageObserver>()));
}
