using Countersign.Contracts;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Audit;

internal sealed class VerifyAuditHandler(AuditVerifier verifier) : AdminEndpointHandler
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await verifier.RunAsync(cancellationToken), ContractsJson.Default.AuditVerification);
}
