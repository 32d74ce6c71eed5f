using System.Text;

namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Text in fields of fixed size. Text ends at the first NUL; bytes that are no text become U+FFFD.</summary>
internal static class FixedText
{
    /// <summary>Null when nothing but padding stands there.</summary>
    public static string? Utf8(ReadOnlySpan<byte> field) => Trim(Encoding.UTF8.GetString(UpToNul(field)));

    /// <summary>Null when nothing but padding stands there.</summary>
    public static string? Latin1(ReadOnlySpan<byte> field) => Trim(Encoding.Latin1.GetString(UpToNul(field)));

    /// <summary>Null when nothing but padding stands there. An odd last byte is ignored.</summary>
    public static string? Utf16(ReadOnlySpan<byte> field, bool bigEndian = false)
    {
        var encoding = bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;
        var text = encoding.GetString(field[..(field.Length & ~1)]);
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        return Trim(end < 0 ? text : text[..end]);
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private static string? Trim(string text)
    {
        var trimmed = text.TrimEnd(' ');
        return trimmed.Length == 0 ? null : trimmed;
    }
}
