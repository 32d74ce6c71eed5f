using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Access;

namespace Countersign.Client.Access;

/// <summary>Tokens for API keys, and tickets for event streams. A client with an API key exchanges it by itself.</summary>
public sealed class AccessClient
{
    private readonly ApiSender _sender;

    internal AccessClient(ApiSender sender) => _sender = sender;

    /// <summary>Exchanges an API key for a token that expires within minutes, to be handed to somebody who is not to have the key.</summary>
    public Task<TokenResponse> CreateTokenAsync(string apiKey, CancellationToken cancellationToken = default) => _sender.SendAsync(
        // Another token changes nothing: this request may be repeated.
        Requests.Post("api/auth/token", new TokenRequest(apiKey), Requests.Json.TokenRequest) with { IsRepeatable = true },
        ContractsJson.Default.TokenResponse,
        cancellationToken);

    /// <summary>Makes a ticket that opens one event stream as <c>?access_token=</c>, for browsers, which cannot send headers.</summary>
    public Task<StreamTicket> CreateStreamTicketAsync(CancellationToken cancellationToken = default) => _sender.SendAsync(
        Requests.Post("api/auth/ticket") with { IsRepeatable = true }, ContractsJson.Default.StreamTicket, cancellationToken);
}
