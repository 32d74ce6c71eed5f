using Countersign.Contracts;
using Countersign.Server.Health;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

internal sealed class GetDocumentHealthHandler(HealthCheck health) : EnvelopeHandler
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Envelopes.Of(await health.RunAsync(cancellationToken), ContractsJson.Default.HealthReport);
}
