using System.Net.Http.Headers;

namespace Countersign.Cli.Api;

/// <summary>Sends a token with every request, made anew each time: tokens do not live as long as jobs wait.</summary>
internal sealed class BearerHandler(Func<string> token, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
        return base.SendAsync(request, cancellationToken);
    }
}
