using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Countersign.Embedded.Tests.Streams;

/// <summary>A raw WebSocket client that reads message by message; what does not come within the patience fails with what came.</summary>
internal sealed class SocketClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[256 * 1024];

    public List<JsonElement> Got { get; } = [];

    public WebSocketCloseStatus? Status => _socket.CloseStatus;

    public string? Reason => _socket.CloseStatusDescription;

    public static async Task<SocketClient> ConnectAsync(Uri host, string path, params (string Name, string Value)[] headers)
    {
        var client = new SocketClient();
        foreach (var (name, value) in headers)
        {
            client._socket.Options.SetRequestHeader(name, value);
        }

        client._socket.Options.CollectHttpResponseDetails = true;
        await client._socket.ConnectAsync(new Uri(new UriBuilder(host) { Scheme = "ws" }.Uri, path), CancellationToken.None);
        return client;
    }

    public Task SendAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next message; null when the server has closed.</summary>
    public async Task<JsonElement?> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException($"No message came within {Patience}; there were: {string.Join(Environment.NewLine, Got)}.");
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                Got.Add(JsonElement.Parse(_buffer.AsSpan(0, length)));
                return Got[^1];
            }
        }
    }

    /// <summary>Reads up to a message of the type, and returns it.</summary>
    public async Task<JsonElement> ReadToAsync(string type)
    {
        while (await ReadAsync() is { } message)
        {
            if (message.GetProperty("type").GetString() == type)
            {
                return message;
            }
        }

        throw new InvalidOperationException($"The server closed ({Status}, {Reason}) before a '{type}'; there were: {string.Join(Environment.NewLine, Got)}.");
    }

    /// <summary>Reads until the server closes.</summary>
    public async Task ReadToEndAsync()
    {
        while (await ReadAsync() is not null)
        {
            // On to the next.
        }
    }

    public void Dispose() => _socket.Dispose();
}
