using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Kinds.DiskInspect;
using Countersign.Kinds.StorageCleanup;
using Countersign.Server.Access;
using Countersign.Server.Activities;
using Countersign.Server.Agent;
using Countersign.Server.Artifacts;
using Countersign.Server.Events;
using Countersign.Server.Health;
using Countersign.Server.Http;
using Countersign.Server.Inputs;
using Countersign.Server.Inputs.Folders;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Kinds.Plugins;
using Countersign.Server.Limits;
using Countersign.Server.Links;
using Countersign.Server.Live;
using Countersign.Server.Older;
using Countersign.Server.Plans;
using Countersign.Server.Policies;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Schedules;
using Countersign.Server.Secrets;
using Countersign.Server.Statistics;
using Countersign.Server.Tasks;
using Countersign.Server.Telemetry;
using Countersign.Server.Turns;
using Countersign.Server.Upkeep;
using Countersign.Server.WakeUps;
using Countersign.Server.Webhooks;
using Countersign.Workflow;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

/// <summary>What every host shares: handlers, activities, kinds and the parts between them.</summary>
/// <remarks>The host adds the ports' adapters, an <see cref="IOrchestrationClient"/>, who its callers are, and the options' values.</remarks>
public static class ServerRegistration
{
    private const ActivityPromises OwnRecord = ActivityPromises.WritesFirst | ActivityPromises.AnswersAgain;

    /// <summary>Adds the shared parts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="delivery">When requests that wake an orchestration are answered.</param>
    public static IServiceCollection AddCountersignServer(
        this IServiceCollection services, WakeUpDelivery delivery = WakeUpDelivery.BeforeAnswer)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICallerSource, ClosedCallerSource>();
        services.TryAddSingleton<IHubNegotiator, NoHubNegotiator>();
        services.TryAddSingleton(new DataDisk(null));
        services.TryAddSingleton<IInputContainers, NoInputContainers>();
        services.TryAddSingleton(new ClientAddresses(BehindFrontEnd: false));
        services
            .AddValidated<LimitsOptions, LimitsOptionsValidator>("Limits")
            .AddValidated<ApprovalOptions, ApprovalOptionsValidator>("Approval")
            .AddValidated<ExecutionOptions, ExecutionOptionsValidator>("Execution")
            .AddValidated<InputsOptions, InputsOptionsValidator>("Inputs")
            .AddValidated<ProcessesOptions, ProcessesOptionsValidator>("Processes")
            .AddValidated<AgentOptions, AgentOptionsValidator>("Agent")
            .AddValidated<HttpOptions, HttpOptionsValidator>("Http")
            .AddValidated<BenchOptions, BenchOptionsValidator>("Bench")
            .AddValidated<ProofOptions, ProofOptionsValidator>("Proof")
            .AddValidated<AuthOptions, AuthOptionsValidator>("Auth")
            .AddValidated<CrossOriginOptions, CrossOriginOptionsValidator>("Http")
            .AddValidated<RetentionOptions, RetentionOptionsValidator>("Retention")
            .AddValidated<UpkeepOptions, UpkeepOptionsValidator>("Upkeep")
            .AddAccess()
            .AddRateLimits()
            .AddValidated<TelemetryOptions, TelemetryOptionsValidator>("Telemetry")
            .AddProof()
            .AddSecrets()
            .AddSingleton<ApiInvoker>()
            .AddValidated<KindsOptions, KindsOptionsValidator>("Kinds")
            .AddKindCatalogue()
            .AddSingleton(provider => new WakeUpSender(
                provider.GetRequiredService<IOrchestrationClient>(),
                provider.GetRequiredService<IJobStore>(),
                provider.GetRequiredService<TimeProvider>(),
                delivery,
                provider.GetRequiredService<ILogger<WakeUpSender>>()))
            .AddSingleton(static provider => new WakeUpSweep(
                provider.GetRequiredService<IJobStore>(),
                provider.GetRequiredService<WakeUpSender>(),
                provider.GetRequiredService<JobTurns>(),
                provider.GetRequiredService<ILogger<WakeUpSweep>>()))
            .AddSingleton(provider => RootsOf(provider.GetRequiredService<InputsOptions>()))
            .AddSingleton<IInputFiles, InputFiles>()
            // Kinds are made while options are validated; a bad root must not keep the other problems from being listed.
            .AddSingleton<IInputFolders>(provider => new InputFolders(provider.GetRequiredService<InputRoots>))
            .AddSources()
            .AddOutbound()
            .AddSingleton<ContentVerifier>()
            .AddSingleton<JsonBody>()
            .AddSingleton<CurrentPlan>()
            .AddSingleton<PlanVersions>()
            .AddSingleton<PlanRevisions>()
            .AddSingleton<PlanDecisions>()
            .AddSingleton<LinkForm>()
            .AddSingleton<ApprovalHistory>()
            .AddSingleton<PolicyEvaluator>()
            .AddSingleton<JobArtifacts>()
            .AddSingleton<JobResults>()
            .AddSingleton<JobRecords>()
            .AddSingleton<SubmitJobBody>()
            .AddTasks()
            .AddSchedules()
            .AddWebhooks()
            .AddUpkeep()
            .AddSingleton<JobSubmission>()
            .AddSingleton<ServiceUptime>()
            .AddSingleton<HealthCheck>()
            .AddSingleton<SharedEvents>()
            .AddSingleton(provider => new StreamEnd(provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None))
            .AddSingleton<FeedReader>()
            .AddSingleton<SubscriberCounters>()
            .AddSingleton(provider => new CpuMeter(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<ProcessFigures>()
            .AddSingleton<IHealthProbe, EngineProbe>()
            .AddSingleton<IJobKind, DiskInspectKind>()
            .AddSingleton<IJobKind, StorageCleanupKind>()
            .AddProgramKinds()
            .AddAgent()
            .AddSingleton<StageParts>()
            .AddSingleton<ApprovalProof>()
            .AddSingleton<StageEntry>()
            .AddSingleton<JobFailures>()
            .AddSingleton<KindFigures>()
            .AddSingleton<MetricSummaries>()
            .AddSingleton<MetricPages>()
            .AddSingleton<DriftedSteps>()
            .AddSingleton<StoredLines>()
            .AddSingleton<Supervisor>()
            .AddTelemetry()
            .AddActivities()
            .AddTurns();
        foreach (var handler in ApiEndpoints.All.Select(endpoint => endpoint.Handler).Distinct())
        {
            services.AddSingleton(handler);
        }

        return services;
    }

    /// <summary>The orchestrations and activities by name, for the engine.</summary>
    /// <remarks>
    /// Analysis, planning and reading a decision have no effect but what they store; a step is begun in the store before the
    /// kind is called. Each looks first whether its work is done already.
    /// </remarks>
    public static DurableRegistry CreateRegistry(IServiceProvider services) => JobOrchestrations.AddTo(new DurableRegistry())
        .AddActivity(JobActivities.Analyze, services.GetRequiredService<IActivity<AnalyzeTask, StageOutcome>>, OwnRecord)
        .AddActivity(JobActivities.Plan, services.GetRequiredService<IActivity<PlanTask, PlanOutcome>>, OwnRecord)
        .AddActivity(JobActivities.ReadDecision, services.GetRequiredService<IActivity<GateTask, GateOutcome>>, OwnRecord)
        .AddActivity(JobActivities.ExecuteStep, services.GetRequiredService<IActivity<StepTask, StageOutcome>>, OwnRecord)
        .AddActivity(JobActivities.Finish, services.GetRequiredService<IActivity<FinishTask, StageOutcome>>, OwnRecord)
        .AddActivity(JobActivities.Fail, services.GetRequiredService<IActivity<FailTask, StageOutcome>>, OwnRecord);

    private static InputRoots RootsOf(InputsOptions options) => new(options.Roots, options.ServerFolders);

    private static IServiceCollection AddTasks(this IServiceCollection services) =>
        services.AddSingleton<TaskRules>().AddSingleton<TaskDefinitions>().AddSingleton<TaskRunner>()
            .AddSingleton<OlderSubmission>().AddSingleton<RunViews>();

    /// <summary>Every key of the section is a name; a host may register another store before.</summary>
    private static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddOptions<SecretsOptions>().ValidateOnStart().Configure<IConfiguration>((secrets, configuration) =>
        {
            foreach (var secret in configuration.GetSection("Secrets").GetChildren())
            {
                secrets.Values[secret.Key] = secret.Value ?? "";
            }
        });
        services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SecretsOptions>>().Value);
        services.TryAddSingleton<ISecretStore, ConfiguredSecretStore>();
        return services.AddSingleton<SecretResolver>();
    }

    /// <summary>Binds a section to its options, and makes the checked value itself injectable.</summary>
    internal static IServiceCollection AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }
}
