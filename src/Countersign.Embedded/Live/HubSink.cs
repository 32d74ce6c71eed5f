using Countersign.Server.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using HubMessage = Countersign.Server.Live.HubMessage;

namespace Countersign.Embedded.Live;

/// <summary>A SignalR connection.</summary>
internal sealed class HubSink(HubConnectionContext connection, TimeProvider clock) : ILiveSink
{
    /// <summary>How long a client has to read why it is closed, and to go by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private int _isClosing;

    public string ConnectionId => connection.ConnectionId;

    public Task SendAsync(HubMessage message, CancellationToken cancellationToken) => connection
        .WriteAsync(new InvocationMessage(message.Target, message.Payload is { } payload ? [payload] : []), cancellationToken)
        .AsTask();

    public async Task CloseAsync(string reason)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 1)
        {
            return;
        }

        // A client that does not read is not waited for.
        var told = connection.WriteAsync(new CloseMessage(reason, allowReconnect: true), CancellationToken.None).AsTask();
        await told.WaitAsync(Grace, clock, connection.ConnectionAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Grace, clock, connection.ConnectionAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connection.Abort();
    }
}
