using System.Globalization;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>
/// A URL whose scheme, host and port are literal, and whose path and query may hold variables. What a variable holds stays within its
/// place: it is percent-encoded, and can neither become another segment nor lead to another folder.
/// </summary>
internal sealed class UrlTemplate
{
    private readonly Template _template;
    private readonly int _queryAt;

    private UrlTemplate(Template template, Uri target)
    {
        _template = template;
        Target = target;
        _queryAt = template.ToString().IndexOf('?', StringComparison.Ordinal);
    }

    /// <summary>Names scheme, host and port; its path is not the one that is asked for.</summary>
    public Uri Target { get; }

    public IEnumerable<string> Names => _template.Names;

    /// <summary>Reads a URL; null, and what is wrong as an end of "the URL ...", where it cannot be asked for.</summary>
    public static UrlTemplate? TryParse(string text, out string problem)
    {
        if (Template.TryParse(text, out problem) is not { } given)
        {
            return null;
        }

        problem = ProblemOf(text, given);
        if (problem.Length > 0)
        {
            return null;
        }

        // Normalised once with marks in place of variables, so that what is shown is what is sent.
        var mark = MarkFor(text);
        var names = given.Names.ToArray();
        var i = 0;
        var marked = given.Expand((_, _) => string.Create(CultureInfo.InvariantCulture, $"{mark}{i++}z"));
        if (!Uri.TryCreate(marked, UriKind.Absolute, out var url) || RequestRules.ProblemOf(url) is not null || HasDotSegments(marked))
        {
            problem = "cannot be asked for; allowed is an absolute http or https URL whose path has no segments . and ..";
            return null;
        }

        var normal = url.AbsoluteUri;
        for (i = names.Length - 1; i >= 0; i--)
        {
            normal = normal.Replace(string.Create(CultureInfo.InvariantCulture, $"{mark}{i}z"), "{{" + names[i] + "}}", StringComparison.Ordinal);
        }

        return new UrlTemplate(Template.Parse(normal), url);
    }

    /// <exception cref="FormatException">The text was not checked before.</exception>
    public static UrlTemplate Parse(string text) => TryParse(text, out var problem) ?? throw new FormatException(problem);

    /// <summary>How the plan shows it: values that are known stand in their places.</summary>
    public string Preview(Variables variables) => _template.Expand((name, _) => variables.InUrl(name));

    /// <exception cref="FormatException">What a variable holds cannot stand in its place; the message never repeats a value.</exception>
    public Uri Expand(Variables variables)
    {
        var text = _template.Expand((name, at) =>
        {
            var value = variables.InUrl(name);
            return value.Length > 0 || (_queryAt >= 0 && at > _queryAt)
                ? value
                : throw new FormatException($"The variable '{name}' is empty, which would ask for another path.");
        });
        return HasDotSegments(text) || !Uri.TryCreate(text, UriKind.Absolute, out var url) || !IsAt(url)
            ? throw new FormatException("What the variables hold makes another path of the URL.")
            : url;
    }

    private bool IsAt(Uri url) => url.Scheme == Target.Scheme && url.IdnHost == Target.IdnHost && url.Port == Target.Port;

    private static bool HasDotSegments(string text) => text.Split('?')[0].Split('/').Skip(3)
        .Select(segment => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase))
        .Any(segment => segment is "." or "..");

    private static string MarkFor(string text)
    {
        var mark = "zq";
        while (text.Contains(mark, StringComparison.OrdinalIgnoreCase))
        {
            mark += "q";
        }

        return mark;
    }

    private static string ProblemOf(string text, Template template)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var scheme = start < 3 ? "" : text[..(start - 3)];
        if (scheme is not ("http" or "https"))
        {
            return "is no http or https URL; allowed is a text that begins with http:// or https://";
        }

        var length = text.AsSpan(start).IndexOfAny('/', '?', '#');
        var authority = length < 0 ? text[start..] : text.Substring(start, length);
        return authority.Contains("{{", StringComparison.Ordinal)
            ? "holds a variable in its host or port; these have to be literal, since a plan that does not name its target cannot be approved"
            : authority.Contains('@', StringComparison.Ordinal)
                ? "holds a user or a password, which belong into a header"
                : template.Expand((_, _) => "").Any(character => character is '#' or '\\' or '"' or '<' or '>' || char.IsWhiteSpace(character) || char.IsControl(character))
                    ? "holds a space, a line end, a quote, a backslash, < or > or #; allowed is a path and a query without them"
                    : "";
    }
}
