using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Countersign.Contracts.Events;
using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>A WebSocket (RFC 6455) as a subscriber's connection.</summary>
internal sealed class SocketSink(WebSocket socket, SocketShape shape, TimeProvider clock) : ILiveSink, IDisposable
{
    /// <summary>A close frame has room for 125 bytes, two of them the status (RFC 6455, 5.5).</summary>
    private const int LongestReason = 123;

    /// <summary>How long a client has to take the reason and to go by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isClosing;

    public string ConnectionId { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Told of every event after it was sent.</summary>
    public Func<JobEvent, Task> Sent { get; set; } = _ => Task.CompletedTask;

    public async Task SendAsync(HubMessage message, CancellationToken cancellationToken)
    {
        if (shape.Write(message) is { } bytes)
        {
            await SendAsync(bytes, cancellationToken);
        }

        if (message.Payload is JobEvent entry)
        {
            await Sent(entry);
        }
    }

    /// <summary>Sends a text message.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            throw new OperationCanceledException("The client is gone.", exception, new CancellationToken(canceled: true));
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task CloseAsync(string reason) => CloseAsync(WebSocketCloseStatus.PolicyViolation, reason);

    /// <summary>Ends the connection with a status, and breaks it off when the client does not go.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 1)
        {
            return;
        }

        // A client that does not read is not waited for.
        await TellAsync(status, reason).WaitAsync(Grace, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _gone.Task.WaitAsync(Grace, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Abort();
    }

    /// <summary>Nothing more comes from the client.</summary>
    public void Gone() => _gone.TrySetResult();

    public void Dispose() => _turn.Dispose();

    /// <summary>What a lost or closed connection throws; which of them it is says nothing.</summary>
    public static bool IsGone(Exception exception) =>
        exception is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException;

    private static string Shorten(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > LongestReason)
        {
            reason = reason[..^1];
        }

        return reason;
    }

    private async Task TellAsync(WebSocketCloseStatus status, string reason)
    {
        await _turn.WaitAsync();
        try
        {
            await socket.CloseOutputAsync(status, Shorten(reason), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }
}
