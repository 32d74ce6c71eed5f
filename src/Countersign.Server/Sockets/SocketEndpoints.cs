namespace Countersign.Server.Sockets;

/// <summary>Every address that answers WebSockets; a host that serves them maps all.</summary>
public static class SocketEndpoints
{
    private static readonly SocketShape Envelope = new EnvelopeShape();
    private static readonly SocketShape Run = new RunShape();
    private static readonly SocketShape Older = new OlderShape();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SocketEndpoint> All { get; } =
    [
        new("ws/jobs/{id}", SocketTopic.Job, Envelope),
        new("ws/tasks/{id}", SocketTopic.Task, Run),
        new("ws/runs/{id}", SocketTopic.Job, Run),
        new("ws/stream", SocketTopic.All, Envelope),
        new("api/ws/build/{id}", SocketTopic.Job, Older),
        new("api/ws/analysis/{id}", SocketTopic.Job, Older),
    ];
}
