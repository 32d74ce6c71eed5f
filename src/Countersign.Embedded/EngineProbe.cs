using Countersign.Durable;
using Countersign.Server.Health;

namespace Countersign.Embedded;

/// <summary>Whether the engine answers.</summary>
internal sealed class EngineProbe(IOrchestrationClient engine) : IHealthProbe
{
    public string Component => "engine";

    public Task CheckAsync(CancellationToken cancellationToken) => engine.GetAsync("health", cancellationToken);
}
