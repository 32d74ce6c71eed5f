using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Live;

/// <summary>A host without a hub: what it is until it says otherwise.</summary>
internal sealed class NoHubNegotiator : IHubNegotiator
{
    public Task<HubConnection?> NegotiateAsync(Caller caller, HttpRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<HubConnection?>(null);
}
