using System.IO.Compression;

namespace Countersign.Kinds.SourceBuild;

/// <summary>The files that programs left in a working copy.</summary>
/// <remarks>
/// Programs may leave links anywhere, also in the place of folders, and pipes whose reading never ends. The walk begins at the top
/// of the copy, follows no link, and passes over what has no length.
/// </remarks>
internal static class BuiltFiles
{
    private const long MostBytes = 512L << 20;
    private const int MostFiles = 20_000;
    private static readonly EnumerationOptions Walk = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
    private static readonly string[] Intermediate = ["node_modules", "obj", "CMakeFiles", "__pycache__", ".packages", "deps", "incremental", ".fingerprint", "TestResults"];

    /// <summary>The time as the file system tells it, which is what the times of files are compared with.</summary>
    /// <param name="folder">An absolute folder on the same file system.</param>
    public static DateTime Now(string folder)
    {
        var path = Path.Combine(folder, "now");
        File.Delete(path);
        new FileStream(path, FileMode.CreateNew).Dispose();
        return File.GetLastWriteTimeUtc(path);
    }

    /// <summary>Every file of a folder, by its name relative to the tree, with slashes.</summary>
    public static IEnumerable<(string Name, FileInfo File)> Below(string tree, string folder)
    {
        var prefix = folder == "." ? "" : folder + "/";
        return new DirectoryInfo(tree).EnumerateFiles("*", Walk)
            .Where(file => file.Length > 0)
            .Select(file => (Name: Path.GetRelativePath(tree, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file))
            .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>Packs what a build made into a zip archive; null when there is nothing, or too much to keep.</summary>
    /// <param name="tree">The working copy.</param>
    /// <param name="folder">The project's folder.</param>
    /// <param name="since">What was changed before that is no output.</param>
    /// <param name="content">Where the archive goes.</param>
    /// <param name="cancellationToken">Stops the packing.</param>
    public static async Task<int> PackAsync(string tree, string folder, DateTime since, Stream content, CancellationToken cancellationToken)
    {
        var files = Below(tree, folder)
            .Where(entry => entry.File.LastWriteTimeUtc > since && !entry.Name.Split('/').Any(part => Intermediate.Contains(part)) && !entry.Name.EndsWith(".o", StringComparison.Ordinal))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Take(MostFiles + 1)
            .ToArray();
        if (files.Length is 0 or > MostFiles || files.Sum(entry => entry.File.Length) > MostBytes)
        {
            return 0;
        }

        using var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, file) in files)
        {
            await using var from = file.OpenRead();
            await using var to = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
            await from.CopyToAsync(to, cancellationToken);
        }

        return files.Length;
    }
}
