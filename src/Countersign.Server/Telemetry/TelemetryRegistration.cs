using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Activities;
using Countersign.Server.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Telemetry;

/// <summary>Instruments and traces, and the activities that they watch.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton<JobCountsSnapshot>()
        .AddSingleton<JobMetrics>()
        .AddSingleton<MetricsReader>()
        .AddHostedService(provider => provider.GetRequiredService<MetricsReader>())
        .AddHostedService<TelemetryExport>();

    /// <summary>The activities of jobs, each observed.</summary>
    public static IServiceCollection AddActivities(this IServiceCollection services) => services
        .AddObserved<AnalyzeActivity, AnalyzeTask, StageOutcome>(new(WireNames.Analyze, task => task.JobId))
        .AddObserved<PlanActivity, PlanTask, PlanOutcome>(new(WireNames.Plan, task => task.JobId))
        .AddObserved<ReadDecisionActivity, GateTask, GateOutcome>(new(WireNames.ReadDecision, task => task.JobId))
        .AddObserved<ExecuteStepActivity, StepTask, StageOutcome>(new(WireNames.ExecuteStep, task => task.JobId, task => task.StepId))
        .AddObserved<FinishActivity, FinishTask, StageOutcome>(new(WireNames.Finish, task => task.JobId))
        .AddObserved<FailActivity, FailTask, StageOutcome>(new(WireNames.Fail, task => task.JobId));

    private static IServiceCollection AddObserved<TActivity, TTask, TOutcome>(this IServiceCollection services, ActivityNaming<TTask> naming)
        where TActivity : class, IActivity<TTask, TOutcome> => services
        .AddSingleton<TActivity>()
        .AddSingleton<IActivity<TTask, TOutcome>>(provider => new ObservedActivity<TTask, TOutcome>(
            provider.GetRequiredService<TActivity>(),
            naming,
            provider.GetRequiredService<IJobStore>(),
            provider.GetRequiredService<JobMetrics>(),
            provider.GetRequiredService<TimeProvider>()));
}
