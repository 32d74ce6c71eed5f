namespace Countersign.Server.Live;

/// <summary>How subscribers are reached; wire names of the statistics.</summary>
public static class Transports
{
    public const string SignalR = "signalr";
    public const string WebSocket = "websocket";
    public const string ServerSentEvents = "sse";
    public const string LongPoll = "long_poll";

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<string> All { get; } = [SignalR, WebSocket, ServerSentEvents, LongPoll];
}
