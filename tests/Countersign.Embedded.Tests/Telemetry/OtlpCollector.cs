using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Countersign.Embedded.Tests.Telemetry;

/// <summary>Takes what is sent over OTLP/HTTP on a free port of loopback.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public OtlpCollector()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Path and body of every request.</summary>
    public ConcurrentQueue<(string Path, string? Type, byte[] Body)> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();

        // A request that HttpListener begins to wait for while it is stopped may never be ended; nobody sends any more by now.
        await Task.WhenAny(_serving, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System));
        _listener.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var exchange = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await exchange.Request.InputStream.CopyToAsync(body);
                Requests.Enqueue((exchange.Request.Url!.AbsolutePath, exchange.Request.ContentType, body.ToArray()));
                exchange.Response.ContentType = "application/x-protobuf";
                exchange.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
