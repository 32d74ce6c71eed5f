using System.Net.WebSockets;
using System.Text.Json;

namespace Countersign.Server.Sockets;

/// <summary>What a client says over a WebSocket: small JSON objects with a <c>type</c>.</summary>
internal sealed class SocketMessages(WebSocket socket, LastHeard heard)
{
    public const int LongestMessage = 4096;

    private readonly byte[] _buffer = new byte[LongestMessage];

    /// <summary>The type of the next message; empty for one that has none. Null when there will be no more: the client has gone.</summary>
    /// <exception cref="InvalidDataException">The message is too long.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            }
            catch (Exception exception) when (SocketSink.IsGone(exception) || exception is OperationCanceledException)
            {
                return null;
            }

            heard.Note();
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return TypeOf(_buffer.AsSpan(0, length));
            }

            if (length == LongestMessage)
            {
                throw new InvalidDataException($"A message may have {LongestMessage} bytes.");
            }
        }
    }

    private static string TypeOf(ReadOnlySpan<byte> message)
    {
        try
        {
            var json = JsonElement.Parse(message);
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                ? type.GetString()!
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
