using System.Text.RegularExpressions;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>
/// Decides whether a value that is given to something named like a secret is one. What people write there instead is known:
/// placeholders, names of settings, words, paths, and values that are computed.
/// </summary>
internal static partial class SecretLiteral
{
    private const int Shortest = 16;
    private const int Longest = 200;
    private const double MostRegular = 3.4;
    private const double MostRegularHex = 3.0;

    private static readonly string[] Placeholders =
    [
        "example", "sample", "changeme", "change-me", "change_me", "placeholder", "dummy", "fake", "your", "redacted", "insert", "replace",
        "xxxx", "0000", "1111", "1234", "abcd", "todo", "secret", "password", "passwd", "token", "apikey", "api-key", "api_key", "foo", "bar", "lorem",
    ];

    /// <summary>Whether it looks like a secret.</summary>
    public static bool IsLikely(string value)
    {
        if (value.Length is < Shortest or > Longest || !Alphabet().IsMatch(value))
        {
            return false;
        }

        if (!value.Any(char.IsAsciiDigit) || !value.Any(char.IsAsciiLetter) || Placeholders.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        // A path, a version, a name made of words, or a Guid, which names things rather than protecting them.
        if (value.StartsWith('/') || Words().IsMatch(value) || Guid.TryParse(value, out _) || Uri.IsWellFormedUriString(value, UriKind.Absolute))
        {
            return false;
        }

        var entropy = TextEntropy.BitsPerCharacter(value);
        return value.All(char.IsAsciiHexDigit) ? entropy >= MostRegularHex && value.Length >= 24 : entropy >= MostRegular && DigitsAreSpread(value);
    }

    /// <summary>Whether a known form is filled with something that nobody would be issued.</summary>
    public static bool IsPlaceholder(string value) =>
        value.Contains("example", StringComparison.OrdinalIgnoreCase)
        || value.Contains("xxxx", StringComparison.OrdinalIgnoreCase)
        || value.Contains("1234567890", StringComparison.Ordinal)
        || value.Contains("abcdefgh", StringComparison.OrdinalIgnoreCase)
        || TextEntropy.BitsPerCharacter(value) < 2.8;

    // Names such as V2ConfigurationProviderToken have their digit in one place, random texts all over.
    private static bool DigitsAreSpread(string value)
    {
        var runs = 0;
        for (var i = 0; i < value.Length; i++)
        {
            runs += char.IsAsciiDigit(value[i]) && (i == 0 || !char.IsAsciiDigit(value[i - 1])) ? 1 : 0;
        }

        return runs >= 3;
    }

    [GeneratedRegex(@"^[A-Za-z0-9+/=_.~!@#$%^&*:-]+$")]
    private static partial Regex Alphabet();

    // Words of letters with at most a short number each, between separators: settings, resource names, versions.
    [GeneratedRegex(@"^(?:[A-Za-z]{2,}[0-9]{0,2}|[0-9]{1,4})(?:[._:/-](?:[A-Za-z]+[0-9]{0,2}|[0-9]{1,4}))*$")]
    private static partial Regex Words();
}
