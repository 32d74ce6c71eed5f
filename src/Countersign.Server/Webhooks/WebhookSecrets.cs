using System.Buffers.Text;
using System.Security.Cryptography;

namespace Countersign.Server.Webhooks;

/// <summary>The secrets that deliveries are signed with.</summary>
internal static class WebhookSecrets
{
    public const int Shortest = 16;
    public const int Longest = 256;

    private const int Bytes = 32;

    /// <summary>A new one, of 256 random bits.</summary>
    public static string Create() => "whsec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
