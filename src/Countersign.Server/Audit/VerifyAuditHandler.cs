using Countersign.Contracts;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Audit;

internal sealed class VerifyAuditHandler(AuditVerifier verifier) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await verifier.RunAsync(cancellationToken), ContractsJson.Default.AuditVerification);
}
