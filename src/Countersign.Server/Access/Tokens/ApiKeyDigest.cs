using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Countersign.Server.Access.Tokens;

/// <summary>
/// The form in which API keys are kept: <c>sha256:</c> and 64 hexadecimal digits. Keys are random, not chosen, so a plain digest
/// gives nothing away.
/// </summary>
public static class ApiKeyDigest
{
    private const string Prefix = "sha256:";
    private const int ShortestKey = 20;

    /// <summary>The digest of a key.</summary>
    public static byte[] Of(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>
    /// Puts the digest in the place of each key of <c>Auth:ApiKeys</c>, in every source of the configuration, so that from here on the
    /// process does not hold them. Keys that are too short stay, to be refused.
    /// </summary>
    public static void ReplaceKeys(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var key in configuration.GetSection("Auth:ApiKeys").GetChildren().Select(child => child.GetSection("Key")))
        {
            if (key.Value is { Length: >= ShortestKey } value && !TryRead(value, out _))
            {
                key.Value = Prefix + Convert.ToHexStringLower(Of(value));
            }
        }
    }

    /// <summary>Reads a digest in that form.</summary>
    internal static bool TryRead(string? text, out byte[] digest)
    {
        digest = [];
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) is not true || text.Length != Prefix.Length + (2 * SHA256.HashSizeInBytes))
        {
            return false;
        }

        digest = new byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(text.AsSpan(Prefix.Length), digest, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
