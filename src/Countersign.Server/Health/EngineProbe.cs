using Countersign.Durable;

namespace Countersign.Server.Health;

/// <summary>Whether the durable engine answers.</summary>
internal sealed class EngineProbe(IOrchestrationClient engine) : IHealthProbe
{
    public string Component => "engine";

    public Task CheckAsync(CancellationToken cancellationToken) => engine.GetAsync("health", cancellationToken);
}
