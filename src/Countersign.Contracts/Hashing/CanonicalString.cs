using System.Buffers;
using System.Globalization;
using System.Text;

namespace Countersign.Contracts.Hashing;

/// <summary>Strings as RFC 8785 section 3.2.2.2 writes them: the shortest escapes, everything else as UTF-8.</summary>
internal static class CanonicalString
{
    /// <exception cref="FormatException">The text holds a lone surrogate.</exception>
    public static void Write(string text, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var escape = Escape(text[i]);
            if (escape is null)
            {
                continue;
            }

            WriteUtf8(text.AsSpan(plain, i - plain), output);
            Encoding.ASCII.GetBytes(escape, output);
            plain = i + 1;
        }

        WriteUtf8(text.AsSpan(plain), output);
        output.Write("\""u8);
    }

    private static string? Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => null,
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
