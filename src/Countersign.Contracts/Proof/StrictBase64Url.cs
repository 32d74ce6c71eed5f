using System.Buffers.Text;

namespace Countersign.Contracts.Proof;

/// <summary>Base64url without padding (RFC 7515 section 2), where each byte sequence has one text and no other is read.</summary>
internal static class StrictBase64Url
{
    /// <summary>Decodes, unless the text is padded, holds white space, or has bits at its end that mean nothing.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        try
        {
            if (!Base64Url.TryDecodeFromChars(text, decoded, out var written))
            {
                return false;
            }

            bytes = decoded.AsSpan(0, written).ToArray();
        }
        catch (FormatException)
        {
            return false;
        }

        return Base64Url.EncodeToString(bytes).AsSpan().SequenceEqual(text);
    }
}
