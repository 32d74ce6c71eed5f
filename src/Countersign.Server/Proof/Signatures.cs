using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Proof;

/// <summary>Signs as the server does, and tells the server's signatures from others.</summary>
internal sealed class Signatures(ISigner signer) : IDisposable
{
    private readonly KnownSignatures _known = new();
    private readonly Lock _lock = new();
    private IReadOnlyList<JsonWebKey>? _keys;
    private PublicKeys _public = new([]);

    /// <summary>Signs a payload with the newest key.</summary>
    /// <param name="type">One of <see cref="JwsTypes"/>.</param>
    /// <param name="payload">What to sign.</param>
    /// <param name="cancellationToken">Stops the signing.</param>
    /// <returns>A compact JWS.</returns>
    /// <exception cref="StoreUnavailableException">The key cannot be used right now.</exception>
    public async ValueTask<string> SignAsync(string type, byte[] payload, CancellationToken cancellationToken)
    {
        var keyId = (await signer.GetKeysAsync(cancellationToken))[0].Kid;
        var input = CompactJws.SigningInputOf(keyId, type, payload);
        var signature = await signer.SignAsync(keyId, input, cancellationToken);
        var text = CompactJws.Assemble(input, signature);
        Remember(type, text, payload);
        return text;
    }

    /// <summary>Checks a signature against the server's keys; one that was made or checked before in this process is not computed again.</summary>
    /// <returns>The payload, or in words why the text is not signed by this server.</returns>
    /// <exception cref="StoreUnavailableException">The keys cannot be read right now.</exception>
    public async ValueTask<(byte[]? Payload, string? Problem)> OpenAsync(string type, string text, CancellationToken cancellationToken)
    {
        var keys = Use(await signer.GetKeysAsync(cancellationToken));
        if (_known.Find(type, text) is { } payload)
        {
            return (payload, null);
        }

        if (CompactJws.TryParse(text, out var jws, out _) && !keys.Contain(jws.KeyId))
        {
            // Another process may have begun to sign with a new key.
            keys = Use(await signer.RefreshKeysAsync(cancellationToken));
        }

        if (keys.Check(text, type, out payload) is { } problem)
        {
            return (null, problem);
        }

        Remember(type, text, payload);
        return (payload, null);
    }

    public void Dispose() => _public.Dispose();

    /// <summary>Decisions are checked again with each step; nothing else is.</summary>
    private void Remember(string type, string text, byte[] payload)
    {
        if (type == JwsTypes.Decision)
        {
            _known.Add(type, text, payload);
        }
    }

    private PublicKeys Use(IReadOnlyList<JsonWebKey> keys)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_keys, keys))
            {
                // What a key vouched for that is no longer among them is to be looked at again.
                _known.Clear();
                (_keys, _public) = (keys, new PublicKeys(keys));
            }

            return _public;
        }
    }
}
