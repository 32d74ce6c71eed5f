namespace Countersign.Client.Http;

/// <summary>Sends the API key itself.</summary>
internal sealed class KeyCredentials(string key) : ICredentials
{
    private const string Header = "X-API-Key";

    public ValueTask<string?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add(Header, key);
        return new(key);
    }

    public bool Renew(string? refused) => false;
}
