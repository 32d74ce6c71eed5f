using Countersign.Scenarios;
using Xunit;

namespace Countersign.Embedded.Tests;

[CollectionDefinition(nameof(ScenarioCollection))]
public sealed class ScenarioCollection : ICollectionFixture<EmbeddedScenarioHost>;

[Collection(nameof(ScenarioCollection))]
public sealed class EmbeddedJobScenarios(EmbeddedScenarioHost host) : JobScenarios(host);

[Collection(nameof(ScenarioCollection))]
public sealed class EmbeddedPlanScenarios(EmbeddedScenarioHost host) : PlanScenarios(host);

[Collection(nameof(ScenarioCollection))]
public sealed class EmbeddedEventScenarios(EmbeddedScenarioHost host) : EventScenarios(host);

[Collection(nameof(ScenarioCollection))]
public sealed class EmbeddedInputScenarios(EmbeddedScenarioHost host) : InputScenarios(host);

[Collection(nameof(ScenarioCollection))]
public sealed class EmbeddedServiceScenarios(EmbeddedScenarioHost host) : ServiceScenarios(host);
