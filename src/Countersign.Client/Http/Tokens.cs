using System.Net.Http.Headers;
using Countersign.Client.Access;

namespace Countersign.Client.Http;

/// <summary>Exchanges the API key for a token, once for all callers, and again before it expires or when the server refuses it.</summary>
internal sealed class Tokens(AccessClient access, string key, TimeProvider clock) : ICredentials, IDisposable
{
    /// <summary>Of its life, how much a token is used: what is left is for requests under way and for clocks that run apart.</summary>
    private const double UsedShare = 0.8;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IssuedToken? _token;

    public async ValueTask<string?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await GetAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    /// <remarks>A token that somebody has renewed meanwhile stays: many requests may be refused for the same old one.</remarks>
    public bool Renew(string? refused)
    {
        var current = Volatile.Read(ref _token);
        if (current?.Text == refused)
        {
            Interlocked.CompareExchange(ref _token, null, current);
        }

        return true;
    }

    public void Dispose() => _gate.Dispose();

    private async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (Current() is { } token)
        {
            return token;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Current() is { } renewed)
            {
                return renewed;
            }

            var asked = clock.GetUtcNow();
            var answer = await access.CreateTokenAsync(key, cancellationToken).ConfigureAwait(false);
            var made = new IssuedToken(answer.AccessToken, asked + TimeSpan.FromSeconds(answer.ExpiresIn * UsedShare));
            Volatile.Write(ref _token, made);
            return made.Text;
        }
        finally
        {
            _gate.Release();
        }
    }

    private string? Current() => Volatile.Read(ref _token) is { } token && clock.GetUtcNow() < token.UseUntil ? token.Text : null;
}
