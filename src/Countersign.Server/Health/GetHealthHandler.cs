using Countersign.Contracts;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Health;

/// <summary>How the parts are. Always 200 while the process can answer: the body tells.</summary>
internal sealed class GetHealthHandler(HealthCheck health) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await health.RunAsync(cancellationToken), ContractsJson.Default.HealthReport);
}
