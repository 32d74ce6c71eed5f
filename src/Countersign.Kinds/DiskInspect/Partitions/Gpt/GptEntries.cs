using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Partitions.Gpt;

/// <summary>The partition entry array of one header (UEFI 2.10, 5.3.3, "GPT Partition Entry Array").</summary>
internal static class GptEntries
{
    private const uint MinEntryBytes = 128;
    private const uint MaxEntryBytes = 4096;

    /// <summary>The array is 16 KiB on practically every disk; the standard sets no upper bound, so this one does.</summary>
    private const long MaxArrayBytes = 1024 * 1024;

    /// <summary>Reads and checks the array; null with a reason in <paramref name="fault"/> when it is not valid.</summary>
    public static IReadOnlyList<Partition>? TryRead(DiskImage image, GptHeader header, int sectorBytes, out string? fault)
    {
        var bytes = TryReadArray(image, header, sectorBytes, out fault);
        if (bytes is null)
            return null;
        var partitions = new List<Partition>();
        for (var i = 0; i < header.EntryCount; i++)
        {
            var fields = new LittleEndianFields(bytes.AsSpan(i * (int)header.EntryBytes, (int)MinEntryBytes));
            if (fields.Guid(0) != Guid.Empty)
                partitions.Add(ToPartition(fields, i + 1, header, sectorBytes, image.VirtualSize));
        }

        return partitions;
    }

    private static byte[]? TryReadArray(DiskImage image, GptHeader header, int sectorBytes, out string? fault)
    {
        var length = header.EntryCount * (long)header.EntryBytes;
        if (header.EntryBytes is < MinEntryBytes or > MaxEntryBytes || header.EntryBytes % 8 != 0)
            fault = $"size of a partition entry is {header.EntryBytes}; allowed is {MinEntryBytes} to {MaxEntryBytes}, a multiple of 8";
        else if (length > MaxArrayBytes)
            fault = $"number of partition entries is {header.EntryCount}; allowed is up to {MaxArrayBytes / header.EntryBytes}";
        else if (header.EntriesLba > (ulong)(image.VirtualSize / sectorBytes)
            || (long)header.EntriesLba * sectorBytes > image.VirtualSize - length)
            fault = $"the partition entry array starts at sector {header.EntriesLba} and does not fit on the disk";
        else
            fault = null;
        if (fault is not null)
            return null;

        var bytes = new byte[length];
        image.Read((long)header.EntriesLba * sectorBytes, bytes);
        var computed = ReflectedCrc32.Ieee.Compute(bytes);
        if (computed == header.EntriesChecksum)
            return bytes;
        fault = $"CRC-32 of the partition entry array is 0x{header.EntriesChecksum:x8}; computed is 0x{computed:x8}";
        return null;
    }

    private static Partition ToPartition(LittleEndianFields fields, int number, GptHeader header, int sectorBytes, long diskBytes)
    {
        var type = fields.Guid(0);
        var first = fields.U64(32);
        var last = fields.U64(40);
        var attributes = fields.U64(48);
        return new Partition
        {
            Number = number,
            TypeId = type.ToString(),
            TypeName = GptTypes.NameOf(type),
            Name = FixedText.Utf16(fields.Bytes.Slice(56, 72)),
            Uuid = fields.Guid(16).ToString(),
            Bootable = GptAttributes.IsLegacyBootable(attributes),
            StartByte = GptRange.StartByte(first, sectorBytes),
            SizeBytes = GptRange.SizeBytes(first, last, sectorBytes),
            Attributes = GptAttributes.NamesOf(attributes, type),
            Problems = GptRange.Problems(number, first, last, header, diskBytes / sectorBytes),
        };
    }
}
