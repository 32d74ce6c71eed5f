using System.Globalization;
using System.Text;

namespace Countersign.Cli.Terminal;

/// <summary>
/// Makes text that a server, a file name or a volume label supplies fit to be shown: nothing in it can steer the terminal or
/// turn the direction of the text around it.
/// </summary>
internal static class SafeText
{
    /// <summary>The text on one line, with every control and direction character written out as an escape.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EnumerateRunes().Any(IsUnsafe))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnsafe(rune))
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <summary>The text made clean, with Spectre's own markup made literal.</summary>
    public static string Markup(string text) => Spectre.Console.Markup.Escape(Clean(text));

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;
}
