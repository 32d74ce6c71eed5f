using System.Runtime.CompilerServices;
using Countersign.Contracts.Events;
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

    // Events are the same for all who follow a job: each is written once, for as long as somebody holds it.
    private static readonly ConditionalWeakTable<JobEvent, SerializedHubMessage> Written = [];

    private int _isClosing;

    public string ConnectionId => connection.ConnectionId;

    public Task SendAsync(HubMessage message, CancellationToken cancellationToken) => message.Payload is JobEvent entry
        ? connection.WriteAsync(Written.GetValue(entry, Write), cancellationToken).AsTask()
        : connection.WriteAsync(ToInvocation(message), cancellationToken).AsTask();

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

    private static SerializedHubMessage Write(JobEvent entry) => new(ToInvocation(new HubMessage(entry.Name, entry)));

    private static InvocationMessage ToInvocation(HubMessage message) => new(message.Target, message.Payload is { } payload ? [payload] : []);
}
