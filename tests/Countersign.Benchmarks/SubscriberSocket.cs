using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Countersign.Benchmarks;

/// <summary>
/// A client on a bare socket, which costs the measuring process next to nothing: it looks for the time that stands in an event, in
/// whatever frames it comes, and reads no further.
/// </summary>
internal sealed class SubscriberSocket : IDisposable
{
    private static readonly byte[] Mark = "\"message\":\""u8.ToArray();
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[4096];
    private int _length;

    private SubscriberSocket(Socket socket) => _socket = socket;

    /// <summary>Connects, and waits until the server has answered that it streams.</summary>
    public static async Task<SubscriberSocket> OpenAsync(int port, string transport, string jobId)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var request = transport == "sse"
            ? $"GET /api/jobs/{jobId}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n"
            : $"GET /ws/jobs/{jobId} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var client = new SubscriberSocket(socket);
        await client.ReadToAsync(transport == "sse" ? "\r\n\r\n"u8.ToArray() : "\"job_status\""u8.ToArray());
        return client;
    }

    /// <summary>Reads the next event; how many milliseconds ago it was about to be committed.</summary>
    public async Task<double> NextAsync()
    {
        await ReadToAsync(Mark);
        await ReadWhileMissingAsync((byte)'#');
        var arrived = Stopwatch.GetTimestamp();
        var end = _buffer.AsSpan(0, _length).IndexOf((byte)'#');
        var sent = long.Parse(_buffer.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture);
        Drop(end);
        return Stopwatch.GetElapsedTime(sent, arrived).TotalMilliseconds;
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadToAsync(byte[] mark)
    {
        int at;
        while ((at = _buffer.AsSpan(0, _length).IndexOf(mark)) < 0)
        {
            // What is before a mark that may have begun is not needed.
            Drop(Math.Max(_length - mark.Length, 0));
            await ReceiveAsync();
        }

        Drop(at + mark.Length);
    }

    private async Task ReadWhileMissingAsync(byte end)
    {
        while (!_buffer.AsSpan(0, _length).Contains(end))
        {
            await ReceiveAsync();
        }
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _length - count).CopyTo(_buffer);
        _length -= count;
    }

    private async Task ReceiveAsync()
    {
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_length));
        _length += received > 0 ? received : throw new InvalidOperationException("The server has closed the connection.");
    }
}
