namespace Countersign.Server.Older;

/// <summary>Names that older clients give to projects and files.</summary>
internal static class OlderNames
{
    /// <summary>For messages.</summary>
    public const string Allowed = "1 to 100 letters, digits, spaces, and . _ - that do not begin with a dot: a name, not a path";

    public static bool IsName(string text) =>
        text.Length is > 0 and <= 100
        && text[0] is not '.'
        && !string.IsNullOrWhiteSpace(text)
        && !text.Contains("..", StringComparison.Ordinal)
        && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '_' or '-');
}
