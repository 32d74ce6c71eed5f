using System.Net;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Events;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker.SignalRService;
using Microsoft.Azure.SignalR.Management;

namespace Countersign.Functions.Live;

/// <summary>The hub's context. The extension names the hub after this class: <see cref="JobsHub.Name"/>, whatever the case.</summary>
internal sealed class Jobs(IServiceProvider services) : ServerlessHub(services)
{
    /// <summary>Where a client connects, with a token for it.</summary>
    public async Task<HubConnection> ConnectAsync(NegotiationOptions options)
    {
        var answer = await NegotiateAsync(options);
        return JsonSerializer.Deserialize(answer.ToMemory().Span, ContractsJson.Default.HubConnection)!;
    }

    public Task AddAsync(string connectionId, string group, CancellationToken cancellationToken) =>
        Groups.AddToGroupAsync(connectionId, group, cancellationToken);

    public async Task RemoveAsync(string connectionId, string group, CancellationToken cancellationToken)
    {
        try
        {
            await Groups.RemoveFromGroupAsync(connectionId, group, cancellationToken);
        }
        catch (Exception exception) when (exception.InnerException is HttpRequestException { StatusCode: HttpStatusCode.NotFound })
        {
            // Not in the group, or no longer connected: then there is nothing to leave.
        }
    }

    public Task SendAsync(string group, string target, JsonElement payload, CancellationToken cancellationToken) =>
        Clients.Group(group).SendAsync(target, payload, cancellationToken);
}
