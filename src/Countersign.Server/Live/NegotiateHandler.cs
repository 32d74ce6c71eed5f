using Countersign.Contracts;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Live;

/// <summary>The first request of a SignalR client, redirected to the hub. Its body and query are the client library's business.</summary>
internal sealed class NegotiateHandler(IHubNegotiator hub) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await hub.NegotiateAsync(request.Caller, request.Http, cancellationToken) is { } connection
            ? Answers.Json(connection, ContractsJson.Default.HubConnection)
            : Refusals.HubUnavailable();
}
