using Countersign.Contracts.Proof;
using Countersign.Server.Ports;
using Countersign.Server.Proof;

namespace Countersign.Server.Tests.Audit;

/// <summary>Signs with a key of its own, after doing what a test wants to happen meanwhile.</summary>
internal sealed class HookedSigner : ISigner, IDisposable
{
    private readonly EcKey _key = PemKeys.TryRead(PemKeys.Make())!;
    private readonly JsonWebKey[] _keys;

    public HookedSigner() => _keys = [_key.Public];

    /// <summary>Told how many signatures were made before.</summary>
    public Action<int> Meanwhile { get; set; } = _ => { };

    public int Signatures { get; private set; }

    public ValueTask<IReadOnlyList<JsonWebKey>> GetKeysAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<JsonWebKey>>(_keys);

    public ValueTask<IReadOnlyList<JsonWebKey>> RefreshKeysAsync(CancellationToken cancellationToken) => GetKeysAsync(cancellationToken);

    public async ValueTask<byte[]> SignAsync(string keyId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        // As a key in a vault: later, and on another thread.
        await Task.Yield();
        Meanwhile(Signatures++);
        return _key.Sign(data.Span);
    }

    public void Dispose() => _key.Dispose();
}
