namespace Countersign.Kinds.DiskInspect.Images.Qcow2;

/// <summary>What a qcow2 header may say, after QEMU docs/interop/qcow2.txt; limits that it leaves open follow QEMU's own.</summary>
internal static class Qcow2HeaderRules
{
    // QEMU refuses larger L1 tables; 32 MiB map 2 PiB at the usual cluster size.
    private const uint MaxL1Entries = 32 * 1024 * 1024 / 8;

    public static int ClusterBits(uint value) =>
        value is >= 9 and <= 21 ? (int)value : throw DiskImageException.Corrupt("qcow2 cluster_bits", value, "9 to 21");

    public static int RefcountBits(uint order) =>
        order <= 6 ? 1 << (int)order : throw DiskImageException.Corrupt("qcow2 refcount_order", order, "0 to 6");

    public static long Offset(string field, ulong value) =>
        value <= long.MaxValue ? (long)value : throw DiskImageException.Corrupt($"qcow2 {field}", value, $"0 to {long.MaxValue}");

    public static void Encryption(uint method)
    {
        if (method != 0)
            throw DiskImageException.Unsupported("qcow2 crypt_method", method, "0 (not encrypted)");
    }

    public static void Check(Qcow2Header header, long fileLength, byte compressionType)
    {
        var unknown = header.Features & ~Qcow2Features.Known;
        if (unknown != 0)
            throw DiskImageException.Unsupported(
                "qcow2 incompatible_features", $"0x{(ulong)header.Features:x}", $"0x{(ulong)Qcow2Features.Known:x}");
        if (header.Features.HasFlag(Qcow2Features.ExternalDataFile))
            throw DiskImageException.Unsupported("qcow2 incompatible feature", "an external data file", "data within the image");
        if (compressionType != 0)
            throw DiskImageException.Unsupported(
                "qcow2 compression_type", compressionType == 1 ? "1 (zstd)" : compressionType, "0 (deflate)");
        if (header.ExtendedL2 && header.ClusterBits < 14)
            throw DiskImageException.Corrupt("qcow2 cluster_bits with extended L2 entries", header.ClusterBits, "14 to 21");
        if (header.Version == 3 && (header.HeaderBytes < 104 || header.HeaderBytes > header.ClusterSize || header.HeaderBytes % 8 != 0))
            throw DiskImageException.Corrupt(
                "qcow2 header_length", header.HeaderBytes, $"a multiple of 8 from 104 to {header.ClusterSize}");
        CheckL1(header, fileLength);
        if (header.BackingNameOffset != 0)
            CheckBackingName(header);
    }

    private static void CheckL1(Qcow2Header header, long fileLength)
    {
        var needed = header.VirtualSize / header.L2Span + (header.VirtualSize % header.L2Span == 0 ? 0 : 1);
        if (header.L1Entries > MaxL1Entries)
            throw DiskImageException.Corrupt("qcow2 l1_size", header.L1Entries, $"at most {MaxL1Entries}");
        if (header.L1Entries < needed)
            throw DiskImageException.Corrupt(
                "qcow2 l1_size", header.L1Entries, $"at least {needed} for a disk of {header.VirtualSize} bytes");
        if (header.L1Offset % header.ClusterSize != 0)
            throw DiskImageException.Corrupt("qcow2 l1_table_offset", header.L1Offset, $"a multiple of {header.ClusterSize}");
        if (header.L1Offset > fileLength - header.L1Entries * 8L)
            throw DiskImageException.Truncated("qcow2 L1 table", header.L1Offset, Math.Max(1, header.L1Entries * 8L), fileLength);
    }

    private static void CheckBackingName(Qcow2Header header)
    {
        if (header.BackingNameBytes is 0 or > 1023)
            throw DiskImageException.Corrupt("qcow2 backing_file_size", header.BackingNameBytes, "1 to 1023");
        if (header.BackingNameOffset > header.ClusterSize - header.BackingNameBytes)
            throw DiskImageException.Corrupt(
                "qcow2 backing_file_offset", header.BackingNameOffset, $"within the first {header.ClusterSize} bytes");
    }
}
