using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Access;
using Countersign.Server.Activities;
using Countersign.Server.Health;
using Countersign.Server.Http;
using Countersign.Server.Inputs;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Plans;
using Countersign.Server.WakeUps;
using Countersign.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

/// <summary>What every host shares: handlers, activities and the parts between them.</summary>
/// <remarks>The host adds the ports' adapters, an <see cref="IOrchestrationClient"/>, the kinds and the options' values.</remarks>
public static class ServerRegistration
{
    /// <summary>Adds the shared parts.</summary>
    public static IServiceCollection AddCountersignServer(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddValidated<LimitsOptions, LimitsOptionsValidator>("Limits")
            .AddValidated<ApprovalOptions, ApprovalOptionsValidator>("Approval")
            .AddValidated<ExecutionOptions, ExecutionOptionsValidator>("Execution")
            .AddValidated<InputsOptions, InputsOptionsValidator>("Inputs")
            .AddSingleton<AccessOptions>()
            .AddSingleton<LocalOnlyGuard>()
            .AddSingleton<ApiInvoker>()
            .AddSingleton<KindCatalogue>()
            .AddSingleton<WakeUpSender>()
            .AddSingleton<WakeUpSweep>()
            .AddSingleton(provider => new InputRoots(provider.GetRequiredService<InputsOptions>().Roots))
            .AddSingleton<IInputFiles, InputFiles>()
            .AddSingleton<ContentVerifier>()
            .AddSingleton<JsonBody>()
            .AddSingleton<CurrentPlan>()
            .AddSingleton<JobResults>()
            .AddSingleton<JobRecords>()
            .AddSingleton<SubmitJobBody>()
            .AddSingleton<ServiceUptime>()
            .AddSingleton<HealthCheck>()
            .AddSingleton<ApprovalProof>()
            .AddSingleton<JobFailures>()
            .AddSingleton<StoredLines>()
            .AddSingleton<Supervisor>()
            .AddSingleton<AnalyzeActivity>()
            .AddSingleton<PlanActivity>()
            .AddSingleton<ReadDecisionActivity>()
            .AddSingleton<ExecuteStepActivity>()
            .AddSingleton<FinishActivity>()
            .AddSingleton<FailActivity>();
        foreach (var handler in ApiEndpoints.All.Select(endpoint => endpoint.Handler).Distinct())
        {
            services.AddSingleton(handler);
        }

        return services;
    }

    /// <summary>The orchestrations and activities by name, for the engine.</summary>
    public static DurableRegistry CreateRegistry(IServiceProvider services) => new DurableRegistry()
        .AddOrchestration(JobOrchestrations.Job, () => new JobOrchestration())
        .AddActivity(JobActivities.Analyze, services.GetRequiredService<AnalyzeActivity>)
        .AddActivity(JobActivities.Plan, services.GetRequiredService<PlanActivity>)
        .AddActivity(JobActivities.ReadDecision, services.GetRequiredService<ReadDecisionActivity>)
        .AddActivity(JobActivities.ExecuteStep, services.GetRequiredService<ExecuteStepActivity>)
        .AddActivity(JobActivities.Finish, services.GetRequiredService<FinishActivity>)
        .AddActivity(JobActivities.Fail, services.GetRequiredService<FailActivity>);

    /// <summary>Binds a section to its options, and makes the checked value itself injectable.</summary>
    private static IServiceCollection AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }
}
