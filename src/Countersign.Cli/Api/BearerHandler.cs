using System.Net.Http.Headers;

namespace Countersign.Cli.Api;

/// <summary>Sends a key or token with every request. Asked each time: tokens do not live as long as jobs wait.</summary>
internal sealed class BearerHandler(Func<string> credential, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential());
        return base.SendAsync(request, cancellationToken);
    }
}
