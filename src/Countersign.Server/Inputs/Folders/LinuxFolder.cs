using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Countersign.Kinds;

namespace Countersign.Server.Inputs.Folders;

/// <summary>
/// A folder reached through open descriptors: each part of a path is opened inside the one before and may be no link, so that
/// what is listed and removed lies in the folder even while somebody renames and links around it.
/// </summary>
internal sealed class LinuxFolder : IInputFolder
{
    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly FolderPlace _place;
    private readonly FolderHandle _folder;

    private LinuxFolder(FolderPlace place, FolderHandle folder)
    {
        _place = place;
        _folder = folder;
    }

    public static LinuxFolder Open(FolderPlace place)
    {
        try
        {
            return new LinuxFolder(place, Descend(LinuxCalls.OpenRoot(place.Root), place.Parts));
        }
        catch (LinuxCallException failure)
        {
            throw failure.Error switch
            {
                LinuxCalls.NoSuchEntry => place.NotFound(),
                LinuxCalls.AccessDenied or LinuxCalls.NotPermitted => place.NoPermission(),
                _ => place.NotAllowed(),
            };
        }
    }

    public IEnumerable<FolderItem> List(CancellationToken cancellationToken) => List(_folder, "", 1, cancellationToken);

    public Removal Remove(string name, string etag)
    {
        if (ItemNames.Split(name) is not { } parts || _place.IsTheServers(name))
        {
            return new Removal(RemovalOutcome.NotAFile);
        }

        try
        {
            using var folder = Descend(LinuxCalls.OpenInside(_folder, "."), parts.AsSpan(0, parts.Length - 1).ToArray());
            return RemoveFrom(folder, parts[^1], etag);
        }
        catch (LinuxCallException failure)
        {
            return Explain(failure.Error);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Removal RemoveFrom(FolderHandle folder, string name, string etag)
    {
        if (LinuxCalls.Look(folder, name, out var look) is not 0 and var unseen)
        {
            return Explain(unseen);
        }

        if (!look.IsFile)
        {
            return new Removal(RemovalOutcome.NotAFile);
        }

        if (look.ETag != etag)
        {
            return new Removal(RemovalOutcome.Changed);
        }

        return LinuxCalls.Remove(folder, name) is not 0 and var refused ? Explain(refused) : new Removal(RemovalOutcome.Removed);
    }

    private static Removal Explain(int error) => error switch
    {
        LinuxCalls.NoSuchEntry => new Removal(RemovalOutcome.Gone),
        LinuxCalls.NotADirectory or LinuxCalls.TooManyLinks or LinuxCalls.IsADirectory => new Removal(RemovalOutcome.NotAFile),
        _ => new Removal(RemovalOutcome.Failed, Marshal.GetPInvokeErrorMessage(error)),
    };

    /// <summary>Goes down part by part and closes what it leaves behind.</summary>
    private static FolderHandle Descend(FolderHandle from, IReadOnlyList<string> parts)
    {
        var at = from;
        foreach (var part in parts)
        {
            var left = at;
            try
            {
                at = LinuxCalls.OpenInside(left, part);
            }
            finally
            {
                left.Dispose();
            }
        }

        return at;
    }

    private IEnumerable<FolderItem> List(FolderHandle folder, string prefix, int depth, CancellationToken cancellationToken)
    {
        foreach (var name in Names(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = prefix + name;
            if (!ItemNames.IsText(name))
            {
                yield return new FolderItem(path, FolderItemType.UnnameableEntry);
            }
            else if (LinuxCalls.Look(folder, name, out var look) == 0)
            {
                foreach (var item in look.IsFolder ? ListInside(folder, name, path, depth, cancellationToken) : [Item(path, look)])
                {
                    yield return item;
                }
            }
        }
    }

    private IEnumerable<FolderItem> ListInside(FolderHandle folder, string name, string path, int depth, CancellationToken cancellationToken)
    {
        if (_place.IsTheServers(path))
        {
            yield return new FolderItem(path, FolderItemType.ServerFolder);
            yield break;
        }

        using var inner = depth < ItemNames.DeepestFolder ? TryOpen(folder, name) : null;
        if (inner is null)
        {
            yield return new FolderItem(path, FolderItemType.UnreadableFolder);
            yield break;
        }

        foreach (var item in List(inner, path + "/", depth + 1, cancellationToken))
        {
            yield return item;
        }
    }

    private static FolderHandle? TryOpen(FolderHandle folder, string name)
    {
        try
        {
            return LinuxCalls.OpenInside(folder, name);
        }
        catch (LinuxCallException)
        {
            return null;
        }
    }

    private static FolderItem Item(string path, FileLook look) => look switch
    {
        { IsFile: true } => new FolderItem(path, FolderItemType.File, look.Size, look.ModifiedAt, look.ETag),
        { IsLink: true } => new FolderItem(path, FolderItemType.SymbolicLink),
        _ => new FolderItem(path, FolderItemType.SpecialFile),
    };

    private static string[] Names(FolderHandle folder)
    {
        string[] names = [.. new FileSystemEnumerable<string>(folder.Path, (ref entry) => entry.FileName.ToString(), EveryEntry)];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
