using System.Security.Cryptography;

namespace Countersign.Contracts.Hashing;

/// <summary>SHA-256 digests in the form that the API writes: <c>sha256:</c> and 64 lower-case hex digits.</summary>
public static class Digest
{
    public const string Prefix = "sha256:";

    /// <summary>The digest of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => FromHash(SHA256.HashData(bytes));

    /// <summary>The text form of a finished SHA-256 hash.</summary>
    /// <param name="hash">32 bytes.</param>
    public static string FromHash(ReadOnlySpan<byte> hash) => Prefix + Convert.ToHexStringLower(hash);

    /// <summary>Whether the text is a digest in this form.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: 71 } && text.StartsWith(Prefix, StringComparison.Ordinal) && text[7..].All(char.IsAsciiHexDigitLower);
}
