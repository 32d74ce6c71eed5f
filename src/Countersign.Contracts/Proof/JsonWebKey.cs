using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Contracts.Proof;

/// <summary>The public half of a P-256 key (RFC 7517, RFC 7518 section 6.2.1).</summary>
/// <param name="Kty"><c>EC</c>.</param>
/// <param name="Crv"><c>P-256</c>.</param>
/// <param name="X">32 bytes in base64url.</param>
/// <param name="Y">32 bytes in base64url.</param>
/// <param name="Kid">The key's thumbprint (RFC 7638), so that the name of a key says which key it is.</param>
/// <param name="Use"><c>sig</c>.</param>
/// <param name="Alg"><c>ES256</c>.</param>
public sealed record JsonWebKey(string Kty, string Crv, string X, string Y, string Kid, string Use = "sig", string Alg = "ES256")
{
    public const string KeyType = "EC";
    public const string Curve = "P-256";

    private const int CoordinateLength = 32;

    /// <summary>The public half of a key under the name that its thumbprint gives.</summary>
    /// <param name="point">The public point of a P-256 key.</param>
    public static JsonWebKey Of(ECPoint point)
    {
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        return new JsonWebKey(KeyType, Curve, x, y, Thumbprint(x, y));
    }

    /// <summary>What is wrong with the key, in words; null when it is a P-256 key under its own thumbprint.</summary>
    public string? Problem() =>
        Kty != KeyType || Crv != Curve ? $"it is no key of the curve {Curve}"
        : Kid != Thumbprint(X, Y) ? "its name is not its thumbprint (RFC 7638)"
        : !TryGetPoint(out _) ? "its point is not a pair of 32-byte coordinates"
        : null;

    /// <summary>The point, when both coordinates are well formed. Whether it lies on the curve is found out when it is used.</summary>
    public bool TryGetPoint(out ECPoint point)
    {
        point = default;
        if (!StrictBase64Url.TryDecode(X, out var x) || !StrictBase64Url.TryDecode(Y, out var y)
            || x.Length != CoordinateLength || y.Length != CoordinateLength)
        {
            return false;
        }

        point = new ECPoint { X = x, Y = y };
        return true;
    }

    // RFC 7638 section 3.2: the required members of an EC key in this order, without spaces.
    private static string Thumbprint(string x, string y) => Base64Url.EncodeToString(
        SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"{{Curve}}","kty":"{{KeyType}}","x":"{{x}}","y":"{{y}}"}""")));
}
