using System.Collections.Frozen;

namespace Countersign.Server.Older;

/// <summary>What a file with code of a language is called when nobody names it.</summary>
internal static class CodeFiles
{
    private static readonly FrozenDictionary<string, string> Extensions = new Dictionary<string, string>
    {
        ["c"] = "c",
        ["c#"] = "cs",
        ["c++"] = "cpp",
        ["cpp"] = "cpp",
        ["cs"] = "cs",
        ["csharp"] = "cs",
        ["go"] = "go",
        ["java"] = "java",
        ["javascript"] = "js",
        ["js"] = "js",
        ["php"] = "php",
        ["py"] = "py",
        ["python"] = "py",
        ["ruby"] = "rb",
        ["rust"] = "rs",
        ["ts"] = "ts",
        ["typescript"] = "ts",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string NameOf(string? language) => $"code.{Extensions.GetValueOrDefault(language ?? "", "txt")}";
}
