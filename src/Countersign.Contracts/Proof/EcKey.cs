using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Countersign.Contracts.Proof;

/// <summary>A P-256 key for ES256, safe to use from many threads at once.</summary>
/// <remarks>
/// <see cref="ECDsa"/> promises nothing about threads, and making one costs as much as a signature. Each use takes an instance
/// that nobody else has; there come to be as many as there are threads that sign or verify at the same time.
/// </remarks>
public sealed class EcKey : IDisposable
{
    private readonly ConcurrentBag<ECDsa> _idle = [];
    private readonly ECParameters _parameters;

    private EcKey(ECParameters parameters, JsonWebKey publicKey) => (_parameters, Public) = (parameters, publicKey);

    /// <summary>The public half.</summary>
    public JsonWebKey Public { get; }

    /// <summary>Whether the private half is here.</summary>
    public bool CanSign => _parameters.D is not null;

    /// <summary>A key from its numbers.</summary>
    /// <exception cref="CryptographicException">They are not a key of P-256.</exception>
    public static EcKey Of(ECParameters parameters)
    {
        // Named, not described: a description may look like the curve and be another.
        var named = parameters with { Curve = ECCurve.NamedCurves.nistP256 };
        using var checkedKey = ECDsa.Create(named);
        return new EcKey(named, JsonWebKey.Of(checkedKey.ExportParameters(includePrivateParameters: false).Q));
    }

    /// <summary>The key of a public half; null when the point is none of P-256.</summary>
    public static EcKey? TryCreate(JsonWebKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Problem() is not null || !key.TryGetPoint(out var point))
        {
            return null;
        }

        try
        {
            return Of(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Signs with ES256: SHA-256, then R and S of 32 bytes each (RFC 7518 section 3.4).</summary>
    /// <exception cref="CryptographicException">The private half is not here.</exception>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var instance = Take();
        var signature = instance.SignData(data, HashAlgorithmName.SHA256);
        _idle.Add(instance);
        return signature;
    }

    /// <summary>Whether the signature is this key's.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var instance = Take();
        var isGood = instance.VerifyData(data, signature, HashAlgorithmName.SHA256);
        _idle.Add(instance);
        return isGood;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var instance))
        {
            instance.Dispose();
        }
    }

    private ECDsa Take() => _idle.TryTake(out var instance) ? instance : ECDsa.Create(_parameters);
}
