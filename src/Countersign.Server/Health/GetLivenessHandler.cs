using Countersign.Contracts;
using Countersign.Contracts.Health;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Health;

/// <summary>Whether the process answers at all; asks no part, so that a slow disk does not get the process killed.</summary>
internal sealed class GetLivenessHandler(ServiceUptime uptime, TimeProvider clock) : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var report = new HealthReport(
            HealthStatus.Healthy,
            ProductInfo.Service,
            ProductInfo.Version,
            clock.GetUtcNow(),
            new Dictionary<string, string>(),
            uptime.Seconds);
        return Task.FromResult(Answers.Json(report, ContractsJson.Default.HealthReport));
    }
}
