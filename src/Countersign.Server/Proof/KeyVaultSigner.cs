using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Proof;

/// <summary>Signs inside Azure Key Vault: the private key never leaves it. The newest enabled version of the key signs.</summary>
/// <remarks>Uses the vault's REST API (https://learn.microsoft.com/rest/api/keyvault/keys), three calls of it.</remarks>
public sealed class KeyVaultSigner : ISigner, IDisposable
{
    private const string ApiVersion = "api-version=7.4";

    /// <summary>How long the list of versions is believed; one that was added or disabled counts at the latest after that.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    /// <summary>Signatures with unknown keys make the list be read again no more often than this.</summary>
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Uri _key;
    private readonly Func<CancellationToken, ValueTask<string>> _token;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _reading = new(1);
    private volatile KeyVaultVersions? _versions;

    /// <param name="key">The key without a version.</param>
    /// <param name="token">An access token for the vault; asked for with each call, so it should remember.</param>
    /// <param name="clock">Says when the list of versions is old.</param>
    /// <param name="handler">What carries the calls; null for the network.</param>
    public KeyVaultSigner(Uri key, Func<CancellationToken, ValueTask<string>> token, TimeProvider clock, HttpMessageHandler? handler = null)
    {
        (_key, _token, _clock) = (key, token, clock);
        _http = new HttpClient(handler ?? new SocketsHttpHandler { PooledConnectionLifetime = FreshFor }) { Timeout = Patience };
    }

    /// <summary>What the access token has to be for: the vault service of the key's cloud.</summary>
    public static string ScopeOf(Uri key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return $"https://{key.Host[(key.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";
    }

    public async ValueTask<IReadOnlyList<JsonWebKey>> GetKeysAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(FreshFor, cancellationToken)).Keys;

    public async ValueTask<IReadOnlyList<JsonWebKey>> RefreshKeysAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(LeastPause, cancellationToken)).Keys;

    public async ValueTask<byte[]> SignAsync(string keyId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var version = (await ReadAsync(FreshFor, cancellationToken)).AddressOf(keyId);
        var body = new Dictionary<string, string>
        {
            ["alg"] = "ES256",
            ["value"] = Base64Url.EncodeToString(SHA256.HashData(data.Span)),
        };
        var answer = await SendAsync(HttpMethod.Post, $"{version}/sign?{ApiVersion}", JsonContent.Create(body), cancellationToken);
        return Base64Url.DecodeFromChars(answer.GetProperty("value").GetString());
    }

    public void Dispose()
    {
        _http.Dispose();
        _reading.Dispose();
    }

    private async ValueTask<KeyVaultVersions> ReadAsync(TimeSpan freshFor, CancellationToken cancellationToken)
    {
        if (_versions is { } fresh && _clock.GetUtcNow() - fresh.ReadAt < freshFor)
        {
            return fresh;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            var before = _versions;
            if (before is null || _clock.GetUtcNow() - before.ReadAt >= freshFor)
            {
                _versions = await ReadVersionsAsync(before, cancellationToken);
            }

            return _versions!;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<KeyVaultVersions> ReadVersionsAsync(KeyVaultVersions? before, CancellationToken cancellationToken)
    {
        var enabled = new List<(string Address, long CreatedAt)>();
        for (var page = $"{_key.AbsoluteUri.TrimEnd('/')}/versions?{ApiVersion}"; page is not null;)
        {
            var answer = await SendAsync(HttpMethod.Get, page, null, cancellationToken);
            enabled.AddRange(answer.GetProperty("value").EnumerateArray()
                .Where(version => version.GetProperty("attributes").GetProperty("enabled").GetBoolean())
                .Select(version => (version.GetProperty("kid").GetString()!, version.GetProperty("attributes").GetProperty("created").GetInt64())));
            page = answer.TryGetProperty("nextLink", out var next) && next.GetString() is { Length: > 0 } link ? link : null;
        }

        if (enabled.Count == 0)
        {
            throw Unavailable("has no enabled version of the signing key");
        }

        var keys = new List<(string Address, JsonWebKey Key)>();
        foreach (var (address, _) in enabled.OrderByDescending(version => version.CreatedAt))
        {
            // A version never changes, so each is read once.
            keys.Add((address, before?.Find(address) ?? await ReadKeyAsync(address, cancellationToken)));
        }

        return KeyVaultVersions.Of(keys, before, _clock.GetUtcNow());
    }

    private async Task<JsonWebKey> ReadKeyAsync(string address, CancellationToken cancellationToken)
    {
        var key = (await SendAsync(HttpMethod.Get, $"{address}?{ApiVersion}", null, cancellationToken)).GetProperty("key");
        return JsonWebKey.Of(new ECPoint
        {
            X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()),
            Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()),
        });
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string address, HttpContent? body, CancellationToken cancellationToken)
    {
        // The token goes to the vault and nowhere else, whatever a list of versions says.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var target) || target.Authority != _key.Authority || target.Scheme != _key.Scheme)
        {
            throw Unavailable("named an address outside of itself");
        }

        try
        {
            using var request = new HttpRequestMessage(method, target) { Content = body };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _token(cancellationToken));
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
                : throw Unavailable($"answered {(int)response.StatusCode} to {method} {target.AbsolutePath}");
        }
        catch (Exception exception) when (exception is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            // No answer, no token, or no JSON: whichever it is, nothing was signed and a later try may succeed.
            throw Unavailable("did not answer", exception);
        }
    }

    private StoreUnavailableException Unavailable(string what, Exception? inner = null) =>
        new($"The key vault '{_key.Host}' {what}.", inner ?? new HttpRequestException(what));
}
