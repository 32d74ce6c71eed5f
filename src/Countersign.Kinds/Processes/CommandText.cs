using System.Globalization;
using System.Text;

namespace Countersign.Kinds.Processes;

/// <summary>
/// A command as one line that a POSIX shell would read the same: what a person sees in a plan is what is started, and it can be read
/// back. Characters that do not show stand as escapes in <c>$'…'</c>, so that no argument can disguise a line.
/// </summary>
public static class CommandText
{
    /// <summary>The command's words, quoted where they need it.</summary>
    public static string Write(IEnumerable<string> command) => string.Join(' ', command.Select(Quote));

    /// <summary>Reads what <see cref="Write"/> wrote; null when it is something else.</summary>
    public static IReadOnlyList<string>? Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = new List<string>();
        for (var at = 0; at < line.Length; at++)
        {
            if (ReadWord(line, ref at) is not { } word || (at < line.Length && line[at] != ' '))
            {
                return null;
            }

            words.Add(word);
        }

        return words.Count == 0 ? null : words;
    }

    private static string Quote(string word)
    {
        if (word.Length > 0 && word.All(IsPlain))
        {
            return word;
        }

        if (!word.Any(NeedsEscape))
        {
            return $"'{word}'";
        }

        var text = new StringBuilder("$'");
        foreach (var character in word)
        {
            _ = NeedsEscape(character) ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : text.Append(character);
        }

        return text.Append('\'').ToString();
    }

    private static string? ReadWord(string line, ref int at)
    {
        var isEscaped = string.CompareOrdinal(line, at, "$'", 0, 2) == 0;
        if (!isEscaped && line[at] != '\'')
        {
            var start = at;
            while (at < line.Length && IsPlain(line[at]))
            {
                at++;
            }

            return at == start ? null : line[start..at];
        }

        var word = new StringBuilder();
        for (at += isEscaped ? 2 : 1; at < line.Length && line[at] != '\''; at++)
        {
            if (!isEscaped || line[at] != '\\')
            {
                word.Append(line[at]);
            }
            else if (at + 5 < line.Length && line[at + 1] == 'u' && ushort.TryParse(line.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                word.Append((char)code);
                at += 5;
            }
            else
            {
                return null;
            }
        }

        return at++ < line.Length ? word.ToString() : null;
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || "_@%+=:,./-".Contains(character, StringComparison.Ordinal);

    private static bool NeedsEscape(char character) => character is '\'' or '\\' || HiddenCharacters.Contains(character);
}
