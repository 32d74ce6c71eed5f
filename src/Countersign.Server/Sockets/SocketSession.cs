using System.Net.WebSockets;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>One WebSocket from its acceptance to its end: events out, pings both ways, and the limits of a client.</summary>
public sealed class SocketSession
{
    private readonly SocketParts _parts;
    private readonly SocketShape _shape;
    private readonly Caller _caller;
    private readonly ISocketFollower _follower;

    internal SocketSession(SocketParts parts, SocketShape shape, Caller caller, ISocketFollower follower) =>
        (_parts, _shape, _caller, _follower) = (parts, shape, caller, follower);

    /// <summary>Serves the client until one of the two ends it.</summary>
    /// <param name="socket">Accepted; stays the caller's to dispose.</param>
    /// <param name="heard">What the host hears of the client, pongs of the protocol included.</param>
    /// <param name="aborted">The connection is lost.</param>
    public async Task RunAsync(WebSocket socket, LastHeard heard, CancellationToken aborted)
    {
        using var sink = new SocketSink(socket, _shape, _parts.Clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var counted = _parts.Counters.Enter(Transports.WebSocket);
        var connection = _parts.Connections.Open(_caller, sink, counted);
        var following = FollowAsync(connection, sink, counted, over.Token);
        var pinging = PingAsync(sink, heard, counted, over.Token);
        using var stopping = _parts.End.Stopping.UnsafeRegister(static closed => _ = StopAsync((SocketSink)closed!), sink);
        try
        {
            await ListenAsync(new SocketMessages(socket, heard), connection, sink, aborted);
        }
        finally
        {
            sink.Gone();
            await sink.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
            await over.CancelAsync();
            await connection.DisposeAsync();
            await Task.WhenAll(following, pinging);
        }
    }

    private static Task StopAsync(SocketSink sink) =>
        sink.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "The server is stopping. Connect again after the last event you have.");

    private async Task ListenAsync(SocketMessages messages, LiveConnection connection, SocketSink sink, CancellationToken aborted)
    {
        try
        {
            while (await messages.ReadAsync(aborted) is { } type)
            {
                await connection.HearAsync();
                await AnswerAsync(type, sink, aborted);
            }
        }
        catch (HubCallException)
        {
            // Too many messages: the sink is closed with the reason.
        }
        catch (OperationCanceledException)
        {
            // Gone while it was answered.
        }
        catch (InvalidDataException exception)
        {
            await sink.CloseAsync(WebSocketCloseStatus.MessageTooBig, exception.Message);
        }
    }

    private Task AnswerAsync(string type, SocketSink sink, CancellationToken cancellationToken) => type switch
    {
        HubMethods.Ping => sink.SendAsync(new HubMessage(HubTargets.Pong, Notice()), cancellationToken),
        HubTargets.Pong => Task.CompletedTask,
        _ => sink.SendAsync(
            new HubMessage(
                "error",
                Notice() with { Code = ErrorCodes.InvalidRequest, Message = "A message is {\"type\":\"ping\"} or {\"type\":\"pong\"}." }),
            cancellationToken),
    };

    private async Task FollowAsync(LiveConnection connection, SocketSink sink, Subscriber counted, CancellationToken over)
    {
        try
        {
            await _follower.FollowAsync(connection, sink, counted, over);
        }
        catch (OperationCanceledException)
        {
            // The client is gone.
        }
#pragma warning disable CA1031 // Whatever stops the sending must not pass unseen: the client is told, and resumes.
        catch (Exception exception) when (!over.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _parts.Logger.SendingFailed(exception, sink.ConnectionId);
            await sink.CloseAsync(WebSocketCloseStatus.InternalServerError, "The events could not be read or sent. Connect again after the last one you have.");
        }
    }

    private async Task PingAsync(SocketSink sink, LastHeard heard, Subscriber counted, CancellationToken over)
    {
        using var timer = new PeriodicTimer(LiveLimits.PingEvery, _parts.Clock);
        var ping = Task.CompletedTask;
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                if (heard.Ago >= LiveLimits.Silence)
                {
                    counted.ClosedSilent();
                    await sink.CloseAsync($"No answer to pings for {LiveLimits.Silence.TotalMinutes:0} minutes.");
                    return;
                }

                // Not waited for: a client that takes nothing must not hold up the watch over it.
                if (ping.IsCompleted)
                {
                    ping = sink.SendAsync(new HubMessage(HubMethods.Ping, Notice()), over);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
        finally
        {
            await ping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private SocketNotice Notice() => new(_parts.Clock.GetUtcNow());
}
