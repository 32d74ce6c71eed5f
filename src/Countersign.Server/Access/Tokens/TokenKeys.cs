using System.Security.Cryptography;
using System.Text;

namespace Countersign.Server.Access.Tokens;

/// <summary>The keys of the tokens that this server signs: one for each purpose, all made of one secret (RFC 5869).</summary>
/// <remarks>
/// A token of one purpose is not even signed for another. Without a configured secret there is a random one: then tokens live as
/// long as the process, which is enough where one process answers and nobody has an API key.
/// </remarks>
internal sealed class TokenKeys(AuthOptions options)
{
    private const int Bytes = 32;

    private readonly byte[] _secret = options.SigningKey is { } given && TryRead(given, out var secret) ? secret : RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>The key of one purpose.</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, Bytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Reads a secret in base64; false when it is too short or not base64.</summary>
    public static bool TryRead(string text, out byte[] secret)
    {
        secret = new byte[text.Length];
        var isBase64 = Convert.TryFromBase64String(text, secret, out var length);
        Array.Resize(ref secret, length);
        return isBase64 && length >= Bytes;
    }
}
