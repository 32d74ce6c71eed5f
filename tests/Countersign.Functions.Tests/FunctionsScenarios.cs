using Countersign.Scenarios;
using Xunit;

namespace Countersign.Functions.Tests;

[CollectionDefinition(nameof(ScenarioRun))]
public sealed class ScenarioRun : ICollectionFixture<FunctionsScenarioHost>;

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsJobScenarios(FunctionsScenarioHost host) : JobScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsPlanScenarios(FunctionsScenarioHost host) : PlanScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsRevisionScenarios(FunctionsScenarioHost host) : RevisionScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsFeedScenarios(FunctionsScenarioHost host) : FeedScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsEventScenarios(FunctionsScenarioHost host) : EventScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsInputScenarios(FunctionsScenarioHost host) : InputScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsServiceScenarios(FunctionsScenarioHost host) : ServiceScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsProofScenarios(FunctionsScenarioHost host) : ProofScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsHubScenarios(FunctionsScenarioHost host) : HubScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsOpenApiScenarios(FunctionsScenarioHost host) : OpenApiScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsSecurityScenarios(FunctionsScenarioHost host) : SecurityScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsLifecycleScenarios(FunctionsScenarioHost host) : LifecycleScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsAgentScenarios(FunctionsScenarioHost host) : AgentScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsCleanupScenarios(FunctionsScenarioHost host) : CleanupScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsPipelineScenarios(FunctionsScenarioHost host) : PipelineScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsAnalysisScenarios(FunctionsScenarioHost host) : AnalysisScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsOlderServiceScenarios(FunctionsScenarioHost host) : OlderServiceScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsScheduleScenarios(FunctionsScenarioHost host) : ScheduleScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsWebhookScenarios(FunctionsScenarioHost host) : WebhookScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsArtifactScenarios(FunctionsScenarioHost host) : ArtifactScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsOperationsScenarios(FunctionsScenarioHost host) : OperationsScenarios(FunctionsScenarioHost.OrSkip(host));

[Collection(nameof(ScenarioRun))]
public sealed class FunctionsUpkeepScenarios(FunctionsScenarioHost host) : UpkeepScenarios(FunctionsScenarioHost.OrSkip(host));
