using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.SignalR.Management;

namespace Countersign.Functions.Live;

/// <summary>The hub on Azure SignalR Service.</summary>
/// <remarks>The context exists once the host has started, later than the services that use it: it is fetched for each use.</remarks>
internal sealed class SignalRServiceHub(IServiceProvider services) : IHubGroups, IHubNegotiator
{
    private Jobs Hub => new(services);

    public Task AddAsync(string connectionId, string group, CancellationToken cancellationToken) =>
        Hub.AddAsync(connectionId, group, cancellationToken);

    public Task RemoveAsync(string connectionId, string group, CancellationToken cancellationToken) =>
        Hub.RemoveAsync(connectionId, group, cancellationToken);

    public Task SendAsync(string group, string target, JsonElement payload, CancellationToken cancellationToken) =>
        Hub.SendAsync(group, target, payload, cancellationToken);

    public async Task<HubConnection?> NegotiateAsync(Caller caller, HttpRequest request, CancellationToken cancellationToken) =>
        await Hub.ConnectAsync(new NegotiationOptions { UserId = CallerClaims.UserIdOf(caller), Claims = CallerClaims.Of(caller) });
}
