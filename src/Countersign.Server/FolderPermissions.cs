namespace Countersign.Server;

/// <summary>Whether folders whose content this server trusts are safe from other users of the machine.</summary>
internal static class FolderPermissions
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Rule = "a folder that not everybody on the machine may write (chmod o-w), in folders of which that is true too";

    /// <summary>
    /// The file or folder itself, or the nearest folder above it, that every user of the machine may change; null where there is none.
    /// Folders above in which each user may rename their own entries only, such as <c>/tmp</c>, are safe.
    /// </summary>
    /// <remarks>Windows has no such bits: whoever sets up the folder there sets its access list.</remarks>
    public static string? FindOpenToAll(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var place = full; place is not null; place = Path.GetDirectoryName(place))
        {
            var mode = File.GetUnixFileMode(place);
            if (mode.HasFlag(UnixFileMode.OtherWrite) && (place == full || !mode.HasFlag(UnixFileMode.StickyBit)))
            {
                return place;
            }
        }

        return null;
    }
}
