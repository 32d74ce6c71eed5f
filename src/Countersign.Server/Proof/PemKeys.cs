using System.Security.Cryptography;
using Countersign.Contracts.Proof;

namespace Countersign.Server.Proof;

/// <summary>Keys in PEM.</summary>
internal static class PemKeys
{
    /// <summary>Reads a private or public key; null when it is none of P-256.</summary>
    public static EcKey? TryRead(string pem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return EcKey.Of(Export(key));
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A new private key (PKCS #8).</summary>
    public static string Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>The public half (SubjectPublicKeyInfo) of a key in PEM.</summary>
    public static string PublicHalf(string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    private static ECParameters Export(ECDsa key)
    {
        try
        {
            return key.ExportParameters(includePrivateParameters: true);
        }
        catch (CryptographicException)
        {
            return key.ExportParameters(includePrivateParameters: false);
        }
    }
}
