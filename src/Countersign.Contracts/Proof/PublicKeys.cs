namespace Countersign.Contracts.Proof;

/// <summary>Public keys by name, ready to check signatures with.</summary>
public sealed class PublicKeys : IDisposable
{
    private readonly Dictionary<string, EcKey> _keys = new(StringComparer.Ordinal);

    /// <param name="keys">Those that are no P-256 key under its own thumbprint are left out.</param>
    public PublicKeys(IEnumerable<JsonWebKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
        {
            if (!_keys.ContainsKey(key.Kid) && EcKey.TryCreate(key) is { } ready)
            {
                _keys.Add(key.Kid, ready);
            }
        }
    }

    /// <summary>Whether a key of this name is here.</summary>
    public bool Contain(string? keyId) => keyId is not null && _keys.ContainsKey(keyId);

    /// <summary>Why the text is no good signature of the type by one of these keys, in words; null when it is.</summary>
    /// <param name="text">A compact JWS.</param>
    /// <param name="type">One of <see cref="JwsTypes"/>.</param>
    /// <param name="payload">What was signed; empty when nothing good was.</param>
    public string? Check(string text, string type, out byte[] payload)
    {
        payload = [];
        if (!CompactJws.TryParse(text, out var jws, out var problem))
        {
            return problem;
        }

        if (jws.Type != type)
        {
            return $"it is of type '{jws.Type}' and not '{type}'";
        }

        if (jws.KeyId is null || !_keys.TryGetValue(jws.KeyId, out var key))
        {
            return $"its key '{jws.KeyId}' is not known";
        }

        if (!key.Verify(jws.SigningInput, jws.Signature))
        {
            return $"its signature is not that of key '{jws.KeyId}'";
        }

        payload = jws.Payload;
        return null;
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
