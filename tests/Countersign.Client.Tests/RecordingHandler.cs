using System.Collections.Concurrent;

namespace Countersign.Client.Tests;

/// <summary>Keeps path, status and credentials of what goes over the network.</summary>
internal sealed class RecordingHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    public ConcurrentQueue<(string Path, int Status, bool HasKey)> Exchanges { get; } = new();

    public int CountOf(string path, int status) => Exchanges.Count(exchange => exchange.Path == path && exchange.Status == status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Exchanges.Enqueue((request.RequestUri!.AbsolutePath, (int)response.StatusCode, request.Headers.Contains("X-API-Key")));
        return response;
    }
}
