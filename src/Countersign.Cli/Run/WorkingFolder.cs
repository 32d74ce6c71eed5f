namespace Countersign.Cli.Run;

/// <summary>The folder that a server inside this command may read.</summary>
internal static class WorkingFolder
{
    /// <summary>
    /// A file's path below the working folder, with slashes; null when it lies elsewhere, also when a link leads there.
    /// </summary>
    public static string? PathOf(string file)
    {
        var folder = Resolve(Directory.GetCurrentDirectory());
        if (Below(folder, Resolve(Path.GetFullPath(file))) is not { } resolved)
        {
            return null;
        }

        // The path as it was given says more to people, and files that the image names lie beside it.
        return Below(Directory.GetCurrentDirectory(), Path.GetFullPath(file)) ?? resolved;
    }

    private static string? Below(string folder, string file)
    {
        var relative = Path.GetRelativePath(folder, file);
        var isOutside = Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isOutside ? null : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>The path with every link in it followed.</summary>
    public static string Resolve(string full)
    {
        var resolved = Path.GetPathRoot(full)!;
        foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            FileSystemInfo entry = Directory.Exists(resolved) ? new DirectoryInfo(resolved) : new FileInfo(resolved);
            resolved = entry.LinkTarget is null ? resolved : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? resolved;
        }

        return resolved;
    }
}
