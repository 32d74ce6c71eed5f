using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>A text in which <c>{{name}}</c> stands for a variable.</summary>
internal sealed partial class Template
{
    /// <summary>What names of variables look like, for messages.</summary>
    public const string NamePattern = "^[A-Za-z_][A-Za-z0-9_-]{0,63}$";

    private readonly string _text;
    private readonly MatchCollection? _places;

    private Template(string text, MatchCollection? places) => (_text, _places) = (text, places);

    /// <summary>The variables in order, a name as often as it stands there.</summary>
    public IEnumerable<string> Names => _places?.Select(place => place.Groups[1].Value) ?? [];

    /// <summary>The one variable that is all of the text; null where there is more, or none.</summary>
    public string? OnlyName => _places is [var place] && place.Length == _text.Length ? place.Groups[1].Value : null;

    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>A text that is taken as it is, whatever it holds.</summary>
    public static Template Literal(string text) => new(text, null);

    /// <summary>Reads a text; null, and what is wrong as an end of "the text ...", where it has braces that enclose no name.</summary>
    public static Template? TryParse(string text, out string problem)
    {
        var places = Place().Matches(text);
        problem = $"holds {{{{ or }}}} that enclose no name; allowed is {{{{name}}}} with a name of the form {NamePattern}";
        var rest = Place().Replace(text, "");
        return rest.Contains("{{", StringComparison.Ordinal) ? null : new Template(text, places);
    }

    /// <exception cref="FormatException">The text was not checked before.</exception>
    public static Template Parse(string text) => TryParse(text, out var problem) ?? throw new FormatException(problem);

    /// <summary>The text with something in place of each variable.</summary>
    /// <param name="valueOf">Name and the place where it stands to text.</param>
    public string Expand(Func<string, int, string> valueOf)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var place in _places ?? Enumerable.Empty<Match>())
        {
            text.Append(_text, at, place.Index - at).Append(valueOf(place.Groups[1].Value, place.Index));
            at = place.Index + place.Length;
        }

        return text.Append(_text, at, _text.Length - at).ToString();
    }

    public override string ToString() => _text;

    [GeneratedRegex(@"\{\{\s*([A-Za-z_][A-Za-z0-9_-]{0,63})\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
