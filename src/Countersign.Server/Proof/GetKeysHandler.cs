using Countersign.Contracts;
using Countersign.Contracts.Proof;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Proof;

internal sealed class GetKeysHandler(ISigner signer) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new JsonWebKeySet(await signer.GetKeysAsync(cancellationToken)), ContractsJson.Default.JsonWebKeySet);
}
