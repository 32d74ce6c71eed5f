using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Countersign.Embedded.Live;

/// <summary>Lets the hub find the connection behind a caller: events are written to it directly, and it can be closed with a reason.</summary>
internal sealed class JobsHubLifetime(ILogger<DefaultHubLifetimeManager<JobsHub>> logger) : DefaultHubLifetimeManager<JobsHub>(logger)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Features.Set(connection);
        return base.OnConnectedAsync(connection);
    }
}
