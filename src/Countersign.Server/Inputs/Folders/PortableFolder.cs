using System.Globalization;
using Countersign.Kinds;

namespace Countersign.Server.Inputs.Folders;

/// <summary>
/// A folder reached by paths, for systems whose calls we do not use: every part of a path is looked at immediately before it is
/// relied on. The state of a file is told by its size and times alone,
/// and a pipe looks like a file of 0 bytes.
/// </summary>
internal sealed class PortableFolder : IInputFolder
{
    private readonly FolderPlace _place;

    private PortableFolder(FolderPlace place) => _place = place;

    public static PortableFolder Open(FolderPlace place)
    {
        var at = place.Root;
        foreach (var part in place.Parts)
        {
            at = Path.Combine(at, part);
            if (IsLink(new DirectoryInfo(at)) || File.Exists(at))
            {
                throw place.NotAllowed();
            }
        }

        return Directory.Exists(at) ? new PortableFolder(place) : throw place.NotFound();
    }

    public IEnumerable<FolderItem> List(CancellationToken cancellationToken) =>
        List(new DirectoryInfo(_place.FullPath), "", 1, cancellationToken);

    public Removal Remove(string name, string etag)
    {
        if (ItemNames.Split(name) is not { } parts || _place.IsTheServers(name))
        {
            return new Removal(RemovalOutcome.NotAFile);
        }

        var at = _place.FullPath;
        foreach (var part in parts.AsSpan(0, parts.Length - 1))
        {
            at = Path.Combine(at, part);
            if (IsLink(new DirectoryInfo(at)) || File.Exists(at))
            {
                return new Removal(RemovalOutcome.NotAFile);
            }
        }

        return RemoveFile(new FileInfo(Path.Combine(at, parts[^1])), etag);
    }

    public void Dispose()
    {
        // Nothing is held open.
    }

    private static Removal RemoveFile(FileInfo file, string etag)
    {
        try
        {
            if (IsLink(file) || Directory.Exists(file.FullName))
            {
                return new Removal(RemovalOutcome.NotAFile);
            }

            if (!file.Exists)
            {
                return new Removal(RemovalOutcome.Gone);
            }

            if (ETag(file) != etag)
            {
                return new Removal(RemovalOutcome.Changed);
            }

            file.Delete();
            return new Removal(RemovalOutcome.Removed);
        }
        catch (UnauthorizedAccessException)
        {
            return new Removal(RemovalOutcome.Failed, "Permission denied");
        }
        catch (IOException)
        {
            return new Removal(RemovalOutcome.Failed, "The file is in use, or the system reported an error");
        }
    }

    private IEnumerable<FolderItem> List(DirectoryInfo folder, string prefix, int depth, CancellationToken cancellationToken)
    {
        foreach (var entry in Entries(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = prefix + entry.Name;
            if (!ItemNames.IsText(entry.Name))
            {
                yield return new FolderItem(path, FolderItemType.UnnameableEntry);
            }
            else if (IsLink(entry))
            {
                yield return new FolderItem(path, FolderItemType.SymbolicLink);
            }
            else if (entry is FileInfo file)
            {
                yield return Item(path, file);
            }
            else if (_place.IsTheServers(path))
            {
                yield return new FolderItem(path, FolderItemType.ServerFolder);
            }
            else if (depth == ItemNames.DeepestFolder || !MayBeRead(entry.FullName))
            {
                yield return new FolderItem(path, FolderItemType.UnreadableFolder);
            }
            else
            {
                foreach (var item in List((DirectoryInfo)entry, path + "/", depth + 1, cancellationToken))
                {
                    yield return item;
                }
            }
        }
    }

    private static FolderItem Item(string path, FileInfo file) =>
        new(path, FolderItemType.File, file.Length, new DateTimeOffset(file.LastWriteTimeUtc), ETag(file));

    private static FileSystemInfo[] Entries(DirectoryInfo folder) =>
        [.. folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }).OrderBy(entry => entry.Name, StringComparer.Ordinal)];

    private static bool MayBeRead(string folder)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null;

    private static string ETag(FileInfo file) => string.Create(
        CultureInfo.InvariantCulture, $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}-{file.CreationTimeUtc.Ticks:x}");
}
