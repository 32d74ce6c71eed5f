namespace Countersign.Server.Sockets;

/// <summary>An address that answers WebSockets, for hosts that can.</summary>
public sealed class SocketEndpoint
{
    internal SocketEndpoint(string route, SocketTopic topic, SocketShape shape) => (Route, Topic, Shape) = (route, topic, shape);

    /// <summary>The whole route without a leading slash.</summary>
    public string Route { get; }

    /// <summary>What is followed there.</summary>
    public SocketTopic Topic { get; }

    /// <summary>How messages are written there.</summary>
    internal SocketShape Shape { get; }
}
