using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Client.Webhooks;

/// <summary>Checks that a delivery comes from the server that shares the webhook's secret, and is not one that somebody recorded.</summary>
public static class WebhookSignature
{
    /// <summary>The header of the signature: <c>t=UNIX,v1=HEX</c>.</summary>
    public const string Header = "X-Countersign-Signature";

    private static readonly TimeSpan OldestTaken = TimeSpan.FromMinutes(5);

    /// <summary>Whether the signature is that of the body, and at most five minutes old. Anything malformed is not.</summary>
    /// <param name="secret">The webhook's secret.</param>
    /// <param name="header">What <see cref="Header"/> held; null where there was none.</param>
    /// <param name="body">The body's bytes as they came.</param>
    /// <param name="clock">What says how late it is; null for the system's clock.</param>
    public static bool IsGenuine(string secret, string? header, ReadOnlySpan<byte> body, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        string? time = null, given = null;
        foreach (var part in (header ?? "").Split(','))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
            {
                time = part[2..];
            }
            else if (part.StartsWith("v1=", StringComparison.Ordinal))
            {
                given = part[3..];
            }
        }

        if (given is null || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(time + "."));
        hash.AppendData(body);
        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
        var age = Math.Abs((clock ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds() - (decimal)seconds);

        // In a time that tells nothing of how much of it is right.
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(given)) && age <= (decimal)OldestTaken.TotalSeconds;
    }
}
