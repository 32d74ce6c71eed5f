using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// A pattern of file names: <c>*</c> is any text and <c>?</c> any character without a slash, <c>[a-z]</c> one of and
/// <c>[!a-z]</c> none of some characters, <c>**</c> any number of folders, <c>\</c> takes the next character as it is. A pattern
/// without a slash is held against the file's name wherever it lies, one with a slash against its whole path below the target.
/// Case counts; a leading dot is like any character.
/// </summary>
internal sealed class GlobPattern
{
    public const int LongestPattern = 500;

    private readonly Regex _regex;
    private readonly bool _isPath;

    private GlobPattern(Regex regex, bool isPath)
    {
        _regex = regex;
        _isPath = isPath;
    }

    /// <summary>Reads a pattern; null, with what is wrong with it, when it is none.</summary>
    public static GlobPattern? TryParse(string text, out string problem)
    {
        problem = text.Length switch
        {
            0 => "is empty; allowed is a pattern such as *.log or logs/**/*.gz.",
            > LongestPattern => $"has {text.Length} characters; allowed are {LongestPattern}.",
            _ => "",
        };
        var isPath = text.Contains('/', StringComparison.Ordinal);
        if (problem.Length > 0 || Translate(text.TrimStart('/')) is not { } translated)
        {
            problem = problem.Length > 0 ? problem : "has a [ without its ], or ends with a backslash.";
            return null;
        }

        // Without backtracking: no pattern can make matching slow.
        return new GlobPattern(
            new Regex($"^{translated}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline), isPath);
    }

    /// <summary>Whether a file's name, or its path, fits.</summary>
    /// <param name="name">The path below the target, with slashes.</param>
    public bool Matches(string name) => _regex.IsMatch(_isPath ? name : name[(name.LastIndexOf('/') + 1)..]);

    private static string? Translate(string text)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (string.CompareOrdinal(text, i, "**/", 0, 3) == 0 && (i == 0 || text[i - 1] == '/'))
            {
                regex.Append("(?:[^/]+/)*");
                i += 2;
            }
            else if (string.CompareOrdinal(text, i, "**", 0, 2) == 0)
            {
                regex.Append(".*");
                i++;
            }
            else if (text[i] == '[')
            {
                if (Class(text, ref i) is not { } characters)
                {
                    return null;
                }

                regex.Append(characters);
            }
            else if (text[i] == '\\')
            {
                if (++i == text.Length)
                {
                    return null;
                }

                regex.Append(Regex.Escape(text[i].ToString()));
            }
            else
            {
                regex.Append(text[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var literal => Regex.Escape(literal.ToString()),
                });
            }
        }

        return regex.ToString();
    }

    /// <summary>One character of a set; a bracket right after the opening one belongs to the set.</summary>
    private static string? Class(string text, ref int i)
    {
        var start = i + 1;
        var isNegated = start < text.Length && text[start] is '!' or '^';
        start += isNegated ? 1 : 0;
        var end = start + 1 < text.Length ? text.IndexOf(']', start + 1) : -1;
        if (end < 0)
        {
            return null;
        }

        var set = new StringBuilder(isNegated ? "[^/" : "[");
        for (var at = start; at < end; at++)
        {
            if (at + 2 < end && text[at + 1] == '-')
            {
                var (low, high) = text[at] <= text[at + 2] ? (text[at], text[at + 2]) : (text[at + 2], text[at]);
                set.Append($"{Literal(low)}-{Literal(high)}");
                at += 2;
            }
            else
            {
                set.Append(Literal(text[at]));
            }
        }

        i = end;
        return set.Append(']').ToString();
    }

    private static string Literal(char character) => $"\\u{(int)character:x4}";
}
