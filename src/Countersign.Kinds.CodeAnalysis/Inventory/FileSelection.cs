using Countersign.Kinds.StorageCleanup;

namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>Which files of a source a job looks at.</summary>
internal sealed class FileSelection
{
    private static readonly HashSet<string> Foreign = new(StringComparer.Ordinal)
    {
        "node_modules", "bower_components", "vendor", "third_party", ".git", ".hg", ".svn", ".vs", ".idea", ".venv", "venv", "__pycache__",
        ".mypy_cache", ".ruff_cache", ".tox", ".gradle", ".terraform", "obj", "TestResults",
    };

    private readonly GlobPattern[] _include;
    private readonly GlobPattern[] _exclude;

    public FileSelection(IEnumerable<string> include, IEnumerable<string> exclude)
    {
        _include = [.. include.Select(Parse)];
        _exclude = [.. exclude.Select(Parse)];
    }

    /// <summary>What is wrong with a pattern; null for one that can be used.</summary>
    public static string? Problem(string pattern) => GlobPattern.TryParse(Whole(pattern), out var problem) is null ? problem : null;

    /// <summary>Whether the file is looked at.</summary>
    public bool Takes(string path) =>
        !_exclude.Any(pattern => pattern.Matches(path))
        && (_include.Length > 0 ? _include.Any(pattern => pattern.Matches(path)) : !IsForeign(path));

    /// <summary>Whether the file lies in a folder of dependencies or of what a build made.</summary>
    public static bool IsForeign(string path)
    {
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length - 1; i++)
        {
            // Scripts live in bin folders too; what a build makes lies below a configuration.
            if (Foreign.Contains(parts[i]) || (parts[i] is "bin" or "target" && parts[i + 1] is "Debug" or "Release" or "debug" or "release" or "classes"))
            {
                return true;
            }
        }

        return false;
    }

    private static GlobPattern Parse(string pattern) => GlobPattern.TryParse(Whole(pattern), out _)!;

    // A folder's name with a slash means everything below it.
    private static string Whole(string pattern) => pattern.EndsWith('/') ? pattern + "**" : pattern;
}
