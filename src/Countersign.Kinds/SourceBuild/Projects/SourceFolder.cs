namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>A folder of a tree, as the toolchains look at it.</summary>
/// <param name="root">The tree's absolute folder.</param>
/// <param name="path">Relative to it, with slashes; empty for its top.</param>
/// <param name="names">Its files' names, in order.</param>
internal sealed class SourceFolder(string root, string path, IReadOnlyList<string> names)
{
    private const int LongestFile = 1 << 20;

    public string Path => path;

    public IReadOnlyList<string> Names => names;

    public bool Has(string name) => names.Contains(name, StringComparer.Ordinal);

    /// <summary>The names with one of the endings.</summary>
    public IEnumerable<string> Ending(params string[] endings) => names.Where(name => endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A file's text; empty when it is not there or too long to be read for a look.</summary>
    public string Read(string name)
    {
        var file = new FileInfo(System.IO.Path.Combine(root, path, name));
        return file is { Exists: true, Length: <= LongestFile } ? File.ReadAllText(file.FullName) : "";
    }

    /// <summary>Whether this is the other folder or lies below it.</summary>
    public bool IsWithin(string folder) => folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
