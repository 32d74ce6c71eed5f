using Countersign.Contracts;
using Countersign.Contracts.Health;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Health;

/// <summary>Whether the process answers at all; asks no part, so that a slow disk does not get the process killed.</summary>
internal sealed class GetLivenessHandler(TimeProvider clock) : IEndpointHandler
{
    private readonly long _startedAt = clock.GetTimestamp();

    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var report = new HealthReport(
            HealthStatus.Healthy,
            ProductInfo.Service,
            ProductInfo.Version,
            clock.GetUtcNow(),
            new Dictionary<string, string>(),
            Math.Round(clock.GetElapsedTime(_startedAt).TotalSeconds, 3));
        return Task.FromResult(Answers.Json(report, ContractsJson.Default.HealthReport));
    }
}
