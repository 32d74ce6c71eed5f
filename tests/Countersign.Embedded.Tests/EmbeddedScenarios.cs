using Countersign.Scenarios;
using Xunit;

namespace Countersign.Embedded.Tests;

[CollectionDefinition(nameof(ScenarioRun))]
public sealed class ScenarioRun : ICollectionFixture<EmbeddedScenarioHost>;

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedJobScenarios(EmbeddedScenarioHost host) : JobScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedPlanScenarios(EmbeddedScenarioHost host) : PlanScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedRevisionScenarios(EmbeddedScenarioHost host) : RevisionScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedFeedScenarios(EmbeddedScenarioHost host) : FeedScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedEventScenarios(EmbeddedScenarioHost host) : EventScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedInputScenarios(EmbeddedScenarioHost host) : InputScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedServiceScenarios(EmbeddedScenarioHost host) : ServiceScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedHubScenarios(EmbeddedScenarioHost host) : HubScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedProofScenarios(EmbeddedScenarioHost host) : ProofScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedOpenApiScenarios(EmbeddedScenarioHost host) : OpenApiScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedSecurityScenarios(EmbeddedScenarioHost host) : SecurityScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedLifecycleScenarios(EmbeddedScenarioHost host) : LifecycleScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedAgentScenarios(EmbeddedScenarioHost host) : AgentScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedCleanupScenarios(EmbeddedScenarioHost host) : CleanupScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedPipelineScenarios(EmbeddedScenarioHost host) : PipelineScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedAnalysisScenarios(EmbeddedScenarioHost host) : AnalysisScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedOlderServiceScenarios(EmbeddedScenarioHost host) : OlderServiceScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedScheduleScenarios(EmbeddedScenarioHost host) : ScheduleScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedWebhookScenarios(EmbeddedScenarioHost host) : WebhookScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedArtifactScenarios(EmbeddedScenarioHost host) : ArtifactScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedOperationsScenarios(EmbeddedScenarioHost host) : OperationsScenarios(host);

[Collection(nameof(ScenarioRun))]
public sealed class EmbeddedUpkeepScenarios(EmbeddedScenarioHost host) : UpkeepScenarios(host);
