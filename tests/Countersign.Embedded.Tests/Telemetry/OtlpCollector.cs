using System.Collections.Concurrent;
using Countersign.Testing.Http;

namespace Countersign.Embedded.Tests.Telemetry;

/// <summary>Takes what is sent over OTLP/HTTP on a free port of loopback.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    public OtlpCollector() => _server = new LoopbackServer(Take);

    public Uri Address => _server.Url();

    /// <summary>Path and body of every request.</summary>
    public ConcurrentQueue<(string Path, string? Type, byte[] Body)> Requests { get; } = [];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private LoopbackAnswer Take(LoopbackRequest request)
    {
        Requests.Enqueue((request.Target, request.Header("Content-Type"), request.Bytes.ToArray()));
        return new LoopbackAnswer(200).With("Content-Type", "application/x-protobuf");
    }
}
