using System.Security.Cryptography;
using System.Text;
using Countersign.Kinds;
using Countersign.Server.Access.Tokens;

namespace Countersign.Server.Secrets;

/// <summary>Seals with AES-256-GCM (NIST SP 800-38D) under a key of its own, made of the server's token secret.</summary>
internal sealed class SealedValues(TokenKeys keys) : ISealedValues
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key = keys.For("sealed-values");

    public string Seal(string value, string place)
    {
        var text = Encoding.UTF8.GetBytes(value);
        var whole = new byte[NonceBytes + text.Length + TagBytes];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(
            whole.AsSpan(0, NonceBytes), text, whole.AsSpan(NonceBytes, text.Length), whole.AsSpan(NonceBytes + text.Length), Encoding.UTF8.GetBytes(place));
        return Convert.ToBase64String(whole);
    }

    public string? Open(string sealedValue, string place)
    {
        var whole = new byte[sealedValue.Length];
        if (!Convert.TryFromBase64String(sealedValue, whole, out var length) || length < NonceBytes + TagBytes)
        {
            return null;
        }

        var text = new byte[length - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(_key, TagBytes);
            cipher.Decrypt(
                whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, text.Length), whole.AsSpan(NonceBytes + text.Length, TagBytes), text, Encoding.UTF8.GetBytes(place));
            return Encoding.UTF8.GetString(text);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
