using Countersign.Contracts;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Health;

/// <summary>Whether requests should be sent here: 200 when every part works, 503 otherwise.</summary>
internal sealed class GetReadinessHandler(HealthCheck health) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var report = await health.RunAsync(cancellationToken);
        var status = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return Answers.Json(report, ContractsJson.Default.HealthReport, status);
    }
}
