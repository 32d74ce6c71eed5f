using System.Buffers;
using System.Globalization;
using System.Text;

namespace Countersign.Contracts.Hashing;

/// <summary>Strings as RFC 8785 section 3.2.2.2 writes them: the shortest escapes, everything else as UTF-8.</summary>
internal static class CanonicalString
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(control => (char)control), '"', '\\']);

    /// <exception cref="FormatException">The text holds a lone surrogate.</exception>
    public static void Write(string text, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        for (var i = rest.IndexOfAny(Escaped); i >= 0; i = rest.IndexOfAny(Escaped))
        {
            WriteUtf8(rest[..i], output);
            Encoding.ASCII.GetBytes(Escape(rest[i]), output);
            rest = rest[(i + 1)..];
        }

        WriteUtf8(rest, output);
        output.Write("\""u8);
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };

    private static void WriteUtf8(ReadOnlySpan<char> text, ArrayBufferWriter<byte> output)
    {
        var target = output.GetSpan(text.Length * 3);
        if (System.Text.Unicode.Utf8.FromUtf16(text, target, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new FormatException("A lone surrogate has no canonical form.");
        }

        output.Advance(written);
    }
}
