using Countersign.Kinds.DiskInspect.FileSystems;
using Countersign.Kinds.DiskInspect.Images;
using Countersign.Kinds.DiskInspect.Partitions;

namespace Countersign.Kinds.DiskInspect.Report;

/// <summary>Inspects an opened image. Reads only; the work is bounded whatever the image claims.</summary>
internal static class DiskInspection
{
    /// <summary>Each volume costs a dozen reads, so a table of thousands of entries must not decide how long that takes.</summary>
    private const int MaxVolumes = 256;

    public static DiskReport Run(DiskImage image, CancellationToken cancellationToken)
    {
        var table = PartitionTableReader.Read(image);
        return new DiskReport(image.Facts, table, ProbeVolumes(image, table, cancellationToken));
    }

    /// <summary>Probes each partition or, without a table, the whole disk.</summary>
    public static IReadOnlyList<VolumeReport> ProbeVolumes(DiskImage image, PartitionTable table, CancellationToken cancellationToken)
    {
        var volumes = new List<VolumeReport>();
        // Installation media are an ISO 9660 image with a partition table in the space that the standard leaves free.
        var whole = ProbeVolume(image, null, 0, image.VirtualSize);
        if (table.Scheme == PartitionScheme.None || whole.FileSystem?.Type == "iso9660")
            volumes.Add(whole);
        foreach (var partition in table.Partitions.Where(partition => !partition.IsExtended))
        {
            cancellationToken.ThrowIfCancellationRequested();
            volumes.Add(volumes.Count < MaxVolumes
                ? ProbeVolume(image, partition.Number, partition.StartByte, partition.SizeBytes)
                : NotProbed(partition));
        }

        return volumes;
    }

    private static VolumeReport ProbeVolume(DiskImage image, int? partition, long start, long size)
    {
        try
        {
            return new VolumeReport(partition, start, size, FileSystemProber.Probe(new Volume(image, start, size)), []);
        }
        catch (DiskImageException damaged)
        {
            // One unreadable partition does not hide what the others hold.
            return new VolumeReport(partition, start, size, null, [new(damaged.Code, damaged.Message)]);
        }
    }

    private static VolumeReport NotProbed(Partition partition) => new(
        partition.Number, partition.StartByte, partition.SizeBytes, null,
        [new("not_probed", $"Partition {partition.Number} was not probed; at most {MaxVolumes} volumes are.")]);
}
