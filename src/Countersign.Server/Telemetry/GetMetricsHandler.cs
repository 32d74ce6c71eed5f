using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Telemetry;

/// <summary>The page that Prometheus reads.</summary>
internal sealed class GetMetricsHandler(JobCountsSnapshot counts, MetricsReader metrics) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        await counts.RefreshAsync(cancellationToken);
        return Results.Text(metrics.Read(), PrometheusText.MediaType);
    }
}
