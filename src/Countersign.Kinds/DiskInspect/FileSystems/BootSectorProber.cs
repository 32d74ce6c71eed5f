using Countersign.Kinds.DiskInspect.FileSystems.Fat;
using Countersign.Kinds.DiskInspect.FileSystems.Ntfs;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.FileSystems;

/// <summary>Tells whether the first sector of a disk is the boot sector of a file system rather than a partition table.</summary>
internal static class BootSectorProber
{
    private static readonly IFileSystemProbe[] Probes = [new NtfsProbe(), new ExfatProbe(), new FatProbe()];

    public static bool IsFileSystem(DiskImage image)
    {
        var disk = new Volume(image, 0, image.VirtualSize);
        return Probes.Any(probe => probe.Probe(disk) is not null);
    }
}
