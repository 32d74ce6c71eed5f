namespace Countersign.Client.Http;

/// <summary>Says with each request who asks.</summary>
internal interface ICredentials
{
    /// <summary>Puts what is needed on a request; returns what it was, for <see cref="Renew"/>.</summary>
    ValueTask<string?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Told that the server did not take what was applied; whether another try can have something newer.</summary>
    bool Renew(string? refused);
}
