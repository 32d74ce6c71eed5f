using Countersign.Contracts.Health;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Health;

/// <summary>Asks every part and says how the whole is.</summary>
internal sealed class HealthCheck(
    IEnumerable<IHealthProbe> probes, ServiceUptime uptime, TimeProvider clock, ILogger<HealthCheck> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthReport> RunAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(probes.Select(probe => AskAsync(probe, cancellationToken)));
        var components = answers.ToDictionary(answer => answer.Component, answer => answer.Status, StringComparer.Ordinal);
        var status = components.ContainsValue(HealthStatus.Unhealthy) ? HealthStatus.Unhealthy : HealthStatus.Healthy;
        return new HealthReport(
            status,
            ProductInfo.Service,
            ProductInfo.Version,
            clock.GetUtcNow(),
            components,
            uptime.Seconds);
    }

    private async Task<(string Component, string Status)> AskAsync(IHealthProbe probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe.CheckAsync(cancellationToken).WaitAsync(Patience, clock, cancellationToken);
            return (probe.Component, HealthStatus.Healthy);
        }
#pragma warning disable CA1031 // Whatever a part throws means the same here: it does not work.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.HealthCheckFailed(exception, probe.Component);
            return (probe.Component, HealthStatus.Unhealthy);
        }
    }
}
