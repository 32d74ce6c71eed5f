using System.Globalization;
using System.Text;
using Countersign.Kinds.Processes;

namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>A person's text in the forms of the files that it stands in, so that none of it can be anything but text there.</summary>
internal static class TextForms
{
    private const string MarkdownSigns = "\\`*_[]<>&#|~";

    /// <summary>One line without characters that do not show.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.EnumerateRunes().Select(Shown)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>In double quotes, as JSON (RFC 8259), JavaScript, Python, C#, TOML and YAML all read it.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                < ' ' or '\u007f' or '\u2028' or '\u2029' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>As text or an attribute's value of XML and HTML.</summary>
    public static string Xml(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    /// <summary>As running text of Markdown (CommonMark 0.31, section 2.4).</summary>
    public static string Markdown(string text) =>
        string.Concat(text.Select(character => MarkdownSigns.Contains(character, StringComparison.Ordinal) ? $"\\{character}" : character.ToString()));

    private static string Shown(Rune rune) => rune.IsBmp && HiddenCharacters.Contains((char)rune.Value) ? " " : rune.ToString();
}
