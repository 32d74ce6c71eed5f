using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Qcow2;

/// <summary>Clusters stored as raw DEFLATE (QEMU docs/interop/qcow2.txt, "Compressed Clusters Descriptor").</summary>
internal sealed class Qcow2CompressedClusters(ByteSource source, int clusterBits)
{
    private const int ClustersKept = 4;

    private readonly RecentBlocks _clusters = new(ClustersKept);
    private readonly int _offsetBits = 62 - (clusterBits - 8);

    public byte[] Read(ulong descriptor) =>
        _clusters.GetOrAdd((long)(descriptor & ((1UL << 62) - 1)), key => Inflate((ulong)key));

    private byte[] Inflate(ulong descriptor)
    {
        var offset = (long)(descriptor & ((1UL << _offsetBits) - 1));
        var sectors = (long)(descriptor >> _offsetBits) + 1;
        // The count is in sectors from the one that holds the first byte; the last may reach past the end of the file.
        var stored = new byte[(int)(sectors * 512 - offset % 512)];
        var available = source.ReadUpTo(offset, stored);
        if (available == 0)
            throw DiskImageException.Truncated("qcow2 compressed cluster", offset, stored.Length, source.Length);

        var cluster = new byte[1 << clusterBits];
        var field = $"qcow2 compressed cluster at {offset}";
        var produced = Inflation.Deflate(stored, available, cluster, field);
        return produced == cluster.Length
            ? cluster
            : throw DiskImageException.Corrupt(field, $"{produced} bytes when decompressed", $"{cluster.Length}");
    }
}
