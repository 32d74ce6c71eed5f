namespace Countersign.Client.Http;

/// <summary>Says nothing: the server knows the caller otherwise, or needs not.</summary>
internal sealed class NoCredentials : ICredentials
{
    public ValueTask<string?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken) => new((string?)null);

    public bool Renew(string? refused) => false;
}
