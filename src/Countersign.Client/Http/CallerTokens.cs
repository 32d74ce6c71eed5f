using System.Net.Http.Headers;

namespace Countersign.Client.Http;

/// <summary>Sends tokens that the caller makes, each time anew: tokens do not live as long as jobs wait.</summary>
internal sealed class CallerTokens(Func<CancellationToken, ValueTask<string>> make) : ICredentials
{
    public async ValueTask<string?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await make(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    public bool Renew(string? refused) => false;
}
