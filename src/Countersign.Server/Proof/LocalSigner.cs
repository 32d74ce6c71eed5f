using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Proof;

/// <summary>Signs with a key that this process holds.</summary>
public sealed class LocalSigner : ISigner, IDisposable
{
    private readonly EcKey _key;
    private readonly JsonWebKey[] _public;

    private LocalSigner(EcKey key, IEnumerable<EcKey> former) =>
        (_key, _public) = (key, [.. former.Prepend(key).Select(each => each.Public).DistinctBy(each => each.Kid)]);

    /// <summary>The configured key, or that of the folder where none is configured; what the folder has is known in any case.</summary>
    /// <param name="options">Already validated.</param>
    /// <param name="folder">Made, with a key in it, when no key is configured.</param>
    /// <exception cref="SigningKeyException">The folder or a file in it cannot be used.</exception>
    public static LocalSigner Open(ProofOptions options, SigningKeyFolder folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(folder);
        var former = options.FormerKeys.Select(Read);
        if (options.SigningKey is { } configured)
        {
            return new LocalSigner(Read(configured), former.Concat(folder.Peek().Select(Read)));
        }

        var kept = folder.Open().Select(Read).ToArray();
        return new LocalSigner(kept[0], former.Concat(kept.Skip(1)));
    }

    public ValueTask<IReadOnlyList<JsonWebKey>> GetKeysAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<JsonWebKey>>(_public);

    public ValueTask<IReadOnlyList<JsonWebKey>> RefreshKeysAsync(CancellationToken cancellationToken) => GetKeysAsync(cancellationToken);

    public ValueTask<byte[]> SignAsync(string keyId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        keyId == _key.Public.Kid
            ? ValueTask.FromResult(_key.Sign(data.Span))
            : throw new InvalidOperationException($"The key '{keyId}' does not sign here.");

    public void Dispose() => _key.Dispose();

    private static EcKey Read(string pem) => PemKeys.TryRead(pem) ?? throw new SigningKeyException("A key is not EC P-256 in PEM.");
}
