using Countersign.Kinds.DiskInspect.FileSystems.Btrfs;
using Countersign.Kinds.DiskInspect.FileSystems.Ext;
using Countersign.Kinds.DiskInspect.FileSystems.Fat;
using Countersign.Kinds.DiskInspect.FileSystems.Iso9660;
using Countersign.Kinds.DiskInspect.FileSystems.Luks;
using Countersign.Kinds.DiskInspect.FileSystems.Lvm;
using Countersign.Kinds.DiskInspect.FileSystems.Ntfs;
using Countersign.Kinds.DiskInspect.FileSystems.Swap;
using Countersign.Kinds.DiskInspect.FileSystems.Xfs;

namespace Countersign.Kinds.DiskInspect.FileSystems;

/// <summary>Tries every known signature on a volume.</summary>
internal static class FileSystemProber
{
    // Containers first: what they encrypt or map may show through as a stale signature further in.
    private static readonly IFileSystemProbe[] Probes =
    [
        new LuksProbe(), new LvmProbe(), new XfsProbe(), new NtfsProbe(), new ExfatProbe(), new FatProbe(),
        new ExtProbe(), new BtrfsProbe(), new SwapProbe(), new Iso9660Probe(),
    ];

    /// <summary>The first match, with a problem for each further signature; null when the volume carries none.</summary>
    public static FileSystem? Probe(Volume volume)
    {
        var found = Probes.Select(probe => probe.Probe(volume)).OfType<FileSystem>().ToList();
        if (found.Count == 0)
            return null;
        var first = found[0];
        return first with { Problems = [
            .. first.Problems, .. TooLarge(first, volume), .. found.Skip(1).Select(other => Ambiguous(first, other))] };
    }

    private static IEnumerable<DiskProblem> TooLarge(FileSystem found, Volume volume)
    {
        if (found.SizeBytes > volume.Length)
            yield return new(
                "larger_than_volume", $"The {found.Type} superblock claims {found.SizeBytes} bytes; the volume has {volume.Length}.");
    }

    private static DiskProblem Ambiguous(FileSystem first, FileSystem other) =>
        new(
            "ambiguous_signature",
            $"Beside {first.Type} the volume carries the signature of {other.Type}, probably left over from an earlier use.");
}
