using Countersign.Contracts;
using Countersign.Contracts.Health;
using Countersign.Server.Http;
using Countersign.Server.Statistics;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Health;

/// <summary>How the parts are, with the process's figures. Always 200 while the process can answer: the body tells.</summary>
internal sealed class GetHealthDetailsHandler(HealthCheck health, ProcessFigures process, DataDisk disk) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var report = await health.RunAsync(cancellationToken);
        var details = new HealthDetails(
            report.Status,
            report.Service,
            report.Version,
            report.Timestamp,
            report.Components,
            new HealthMetrics(process.Read(), disk.Read()),
            report.UptimeSeconds);
        return Answers.Json(details, ContractsJson.Default.HealthDetails);
    }
}
