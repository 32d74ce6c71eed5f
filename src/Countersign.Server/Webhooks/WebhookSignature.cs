using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Server.Webhooks;

/// <summary>The signature of a delivery: a time and the HMAC (RFC 2104) with SHA-256 over that time and the body.</summary>
/// <remarks>The time is signed too, so that a delivery that somebody recorded cannot be played again later.</remarks>
internal static class WebhookSignature
{
    public const string Header = "X-Countersign-Signature";

    /// <summary>The header's value: <c>t=UNIX,v1=HEX</c> over <c>UNIX.BODY</c>.</summary>
    /// <param name="secret">The webhook's secret; its UTF-8 bytes are the key.</param>
    /// <param name="at">When it is sent; whole seconds count.</param>
    /// <param name="body">The body's bytes as they are sent.</param>
    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        mac.AppendData(body);
        return $"t={time},v1={Convert.ToHexStringLower(mac.GetHashAndReset())}";
    }
}
