using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Live;

/// <summary>Says where the host's hub is, and lets a caller in.</summary>
public interface IHubNegotiator
{
    /// <summary>The hub's address with a token that stands for the caller there and nowhere else; null when there is no hub.</summary>
    Task<HubConnection?> NegotiateAsync(Caller caller, HttpRequest request, CancellationToken cancellationToken);
}
