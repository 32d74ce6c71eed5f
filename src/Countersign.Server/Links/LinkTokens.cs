using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Countersign.Contracts.Hashing;

namespace Countersign.Server.Links;

/// <summary>The secrets in the addresses of approval links.</summary>
internal static class LinkTokens
{
    private const int Bytes = 32;

    /// <summary>256 random bits, as base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored in place of the token: it is as random as a key, so a plain digest of it tells nothing.</summary>
    public static string HashOf(string token) => Digest.Of(Encoding.UTF8.GetBytes(token));
}
