using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Storage.Azure.Keys;

/// <summary>Any text as a part of a table key or of a blob's name.</summary>
/// <remarks>
/// Keys must not hold / \ # ? or control characters
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model), and the segments of a
/// blob's name must not end with a dot. What is not an ASCII letter, a digit, '-', '_' or (in keys) '.' is written as '~' and the
/// four hexadecimal digits of its UTF-16 code unit.
/// </remarks>
internal static class KeyText
{
    private const int Longest = 200;
    private const int Kept = 100;

    /// <summary>The text as a part of a key; one that would be too long keeps its beginning and a digest of the whole.</summary>
    public static string Encode(string text)
    {
        var encoded = Encode(text, dots: true);
        return encoded.Length <= Longest ? encoded : $"{encoded[..Kept]}~~{Digest(text)}";
    }

    /// <summary>The text as a segment of a blob's name; <see cref="Decode"/> gives it back.</summary>
    public static string EncodeSegment(string text) => Encode(text, dots: false);

    public static string Decode(string encoded)
    {
        var text = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '~')
            {
                text.Append((char)ushort.Parse(encoded.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(encoded[i]);
            }
        }

        return text.ToString();
    }

    private static string Encode(string text, bool dots)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (dots && c == '.'))
            {
                encoded.Append(c);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"~{(int)c:X4}");
            }
        }

        return encoded.ToString();
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text)));
}
