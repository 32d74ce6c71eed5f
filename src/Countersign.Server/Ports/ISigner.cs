using Countersign.Contracts.Proof;

namespace Countersign.Server.Ports;

/// <summary>The keys that vouch for decisions and for what steps did. The private halves may be elsewhere, and signing slow.</summary>
public interface ISigner
{
    /// <summary>The public halves, newest first. The first signs; the others stay, so that what they signed can be checked.</summary>
    /// <exception cref="StoreUnavailableException">They cannot be read right now.</exception>
    ValueTask<IReadOnlyList<JsonWebKey>> GetKeysAsync(CancellationToken cancellationToken);

    /// <summary>Reads the keys again where they may have changed; called when a signature names a key that is not known.</summary>
    /// <exception cref="StoreUnavailableException">They cannot be read right now.</exception>
    ValueTask<IReadOnlyList<JsonWebKey>> RefreshKeysAsync(CancellationToken cancellationToken);

    /// <summary>Signs with ES256: R and S, 32 bytes each.</summary>
    /// <param name="keyId">The first of the keys, by its name.</param>
    /// <param name="data">What to sign; it is hashed with SHA-256.</param>
    /// <param name="cancellationToken">Stops the signing.</param>
    /// <exception cref="StoreUnavailableException">The key cannot be used right now.</exception>
    ValueTask<byte[]> SignAsync(string keyId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
