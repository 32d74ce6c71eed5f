using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Countersign.Embedded.Live;

/// <summary>Sends clients to the hub of this process, at the address by which they reached the API.</summary>
internal sealed class EmbeddedHubNegotiator(HubTickets tickets) : IHubNegotiator
{
    public Task<HubConnection?> NegotiateAsync(Caller caller, HttpRequest request, CancellationToken cancellationToken)
    {
        var address = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, HubComposition.Path);
        return Task.FromResult<HubConnection?>(new HubConnection(address, tickets.Issue(caller)));
    }
}
