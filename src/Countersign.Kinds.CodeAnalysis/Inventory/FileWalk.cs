namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>Lists the files of a copied source.</summary>
internal static class FileWalk
{
    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 500,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Every file, selected or not, in the order of path.</summary>
    public static List<WalkedFile> All(string folder, CancellationToken cancellationToken)
    {
        var files = new List<WalkedFile>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", Options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.Add(new WalkedFile(Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.FullName, file.Length));
        }

        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return files;
    }

    /// <summary>The files that a job looks at.</summary>
    public static List<WalkedFile> Selected(string folder, FileSelection selection, CancellationToken cancellationToken) =>
        [.. All(folder, cancellationToken).Where(file => selection.Takes(file.Path))];
}
