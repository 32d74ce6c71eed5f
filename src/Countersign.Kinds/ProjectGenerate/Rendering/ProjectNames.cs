namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>A project's name in the forms that languages and packagers take.</summary>
internal static class ProjectNames
{
    private static readonly char[] Separators = ['.', '_', '-'];

    // Windows takes none of them as a file's name, whatever its ending.
    private static readonly HashSet<string> Devices = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"com{number}", $"lpt{number}" })], StringComparer.Ordinal);

    /// <summary>Lower case with hyphens: a name that npm, Python and container images take.</summary>
    public static string Slug(string name) => string.Join('-', name.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A C# namespace: parts between dots, each in Pascal case.</summary>
    public static string Namespace(string name) => string.Join('.', name.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(Pascal));

    /// <summary>Whether some part of the name is one that a system keeps for devices.</summary>
    public static bool IsDevice(string name) => name.ToLowerInvariant().Split('.').Any(Devices.Contains);

    private static string Pascal(string part)
    {
        var words = part.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var text = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }
}
