using Countersign.Contracts.Proof;

namespace Countersign.Server.Proof;

/// <summary>The enabled versions of a key in the vault, newest first, as they were at an instant.</summary>
internal sealed class KeyVaultVersions
{
    private readonly IReadOnlyList<(string Address, JsonWebKey Key)> _versions;

    private KeyVaultVersions(IReadOnlyList<(string Address, JsonWebKey Key)> versions, IReadOnlyList<JsonWebKey> keys, DateTimeOffset readAt) =>
        (_versions, Keys, ReadAt) = (versions, keys, readAt);

    /// <summary>The same object as before while the keys are the same, so that others see whether they changed.</summary>
    public IReadOnlyList<JsonWebKey> Keys { get; }

    public DateTimeOffset ReadAt { get; }

    public static KeyVaultVersions Of(
        IReadOnlyList<(string Address, JsonWebKey Key)> versions, KeyVaultVersions? before, DateTimeOffset readAt)
    {
        JsonWebKey[] keys = [.. versions.Select(version => version.Key)];
        return new KeyVaultVersions(versions, before is not null && before.Keys.SequenceEqual(keys) ? before.Keys : keys, readAt);
    }

    public JsonWebKey? Find(string address) => _versions.FirstOrDefault(version => version.Address == address).Key;

    /// <exception cref="InvalidOperationException">No version has this key.</exception>
    public string AddressOf(string keyId) => _versions.FirstOrDefault(version => version.Key.Kid == keyId).Address
        ?? throw new InvalidOperationException($"No enabled version of the signing key is '{keyId}'.");
}
