using Countersign.Contracts.Errors;
using Countersign.Server.Inputs.Folders;

namespace Countersign.Server.Inputs;

/// <summary>The folders below which jobs may read, and the only place where a path of a request becomes a file.</summary>
/// <remarks>
/// Links are followed before the check, so that a link inside a root cannot lead out of it; what is opened is the resolved
/// path, so that a link changed afterwards cannot either.
/// </remarks>
public sealed class InputRoots
{
    private readonly string[] _roots;
    private readonly string[] _serverFolders;

    /// <param name="roots">Absolute folders; none where jobs read uploads only.</param>
    /// <param name="serverFolders">Folders in which no job lists or removes anything, also where they lie below a root.</param>
    public InputRoots(IEnumerable<string> roots, IEnumerable<string>? serverFolders = null)
    {
        _roots = [.. roots.Select(Resolve)];
        _serverFolders = [.. (serverFolders ?? []).Select(Resolve)];
    }

    /// <summary>Finds the root below which a folder lies: the first where it is, or else the first where it could be.</summary>
    /// <exception cref="WorkFailedException">The path does not lie below a root, or belongs to the server.</exception>
    public FolderPlace LocateFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw NotAllowed(path);
        }

        var places = _roots
            .Select(root => (Root: root, Full: Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(root, path)))))
            .Where(place => place.Full == place.Root || IsBelow(place.Root, place.Full))
            .Select(place => new FolderPlace(path, place.Root, PartsOf(place.Root, place.Full), _serverFolders))
            .ToArray();
        var found = places.FirstOrDefault(place => Directory.Exists(place.FullPath)) ?? places.FirstOrDefault();
        return found is not null && !found.IsTheServers(".") ? found : throw NotAllowed(path);
    }

    /// <summary>Whether a path names a folder.</summary>
    /// <exception cref="WorkFailedException">The path does not lie below a root, or belongs to the server.</exception>
    public bool IsFolder(string path) => Directory.Exists(LocateFolder(path).FullPath);

    /// <summary>Whether a file of that name is below a root.</summary>
    public bool HasFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !path.Contains('\0', StringComparison.Ordinal)
            && _roots.Any(root => Path.GetFullPath(Path.Combine(root, path)) is var full && IsBelow(root, full) && File.Exists(full));
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="WorkFailedException">There is no such file, or it does not lie below a root.</exception>
    public Stream Open(string path) =>
        TryOpen(path) ?? throw new WorkFailedException(
            ErrorCodes.InputNotFound, $"There is no file '{path}' below the folders that jobs may read (Inputs:Roots).");

    /// <summary>Opens a file for reading; null when there is none.</summary>
    /// <exception cref="WorkFailedException">The path does not lie below a root, or may not be read.</exception>
    public Stream? TryOpen(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw NotAllowed(path);
        }

        var inside = false;
        foreach (var root in _roots)
        {
            var full = Path.GetFullPath(Path.Combine(root, path));
            if (!IsBelow(root, full))
            {
                continue;
            }

            inside = true;
            if (File.Exists(full))
            {
                return OpenResolved(path, ResolveLinks(full));
            }
        }

        return inside ? null : throw NotAllowed(path);
    }

    private Stream OpenResolved(string path, string resolved)
    {
        if (!_roots.Any(root => IsBelow(root, resolved)))
        {
            throw NotAllowed(path);
        }

        try
        {
            // An empty file has nothing to read, and what only looks empty, such as a pipe, would block the open.
            return new FileInfo(resolved).Length == 0
                ? Stream.Null
                : new FileStream(resolved, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
        }
        catch (UnauthorizedAccessException)
        {
            throw new WorkFailedException(ErrorCodes.InputNotAllowed, $"The server has no permission to read '{path}'.");
        }
        catch (IOException exception)
        {
            throw new WorkFailedException(ErrorCodes.InputNotFound, $"'{path}' cannot be read.", retryable: true, inner: exception);
        }
    }

    private WorkFailedException NotAllowed(string path) => new(
        ErrorCodes.InputNotAllowed,
        _roots.Length > 0
            ? $"'{path}' does not lie below the folders that jobs may read (Inputs:Roots)."
            : $"'{path}' cannot be read: jobs may read no folder here (Inputs:Roots is empty). Upload the file instead.");

    private static string[] PartsOf(string root, string full) =>
        full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);

    private static string Resolve(string folder) => Path.TrimEndingDirectorySeparator(ResolveLinks(Path.GetFullPath(folder)));

    private static bool IsBelow(string root, string full) =>
        full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || (root.Length == 1 && full.StartsWith(root, StringComparison.Ordinal));

    /// <summary>The path with every link in it followed, from the top; parts that do not exist stay as they are.</summary>
    private static string ResolveLinks(string full)
    {
        var resolved = Path.GetPathRoot(full)!;
        foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            resolved = info.LinkTarget is null ? next : ResolveTarget(info, next);
        }

        return resolved;
    }

    private static string ResolveTarget(FileSystemInfo link, string path)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? ResolveLinks(Path.GetFullPath(target.FullName))
                : path;
        }
        catch (IOException)
        {
            return path; // A loop of links: opening it fails with a message of its own.
        }
    }
}
