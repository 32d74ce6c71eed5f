using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Partitions.Gpt;

/// <summary>A checked GPT header (UEFI 2.10, 5.3.2, "GPT Header").</summary>
internal sealed record GptHeader
{
    private const int MinBytes = 92;
    private const int ChecksumAt = 16;

    public required long Lba { get; init; }
    public required ulong AlternateLba { get; init; }
    public required ulong FirstUsableLba { get; init; }
    public required ulong LastUsableLba { get; init; }
    public required Guid DiskId { get; init; }
    public required ulong EntriesLba { get; init; }
    public required uint EntryCount { get; init; }
    public required uint EntryBytes { get; init; }
    public required uint EntriesChecksum { get; init; }

    /// <summary>True when a header, intact or not, seems to stand there.</summary>
    public static bool HasSignature(DiskImage image, long lba, int sectorBytes)
    {
        if (!IsOnDisk(image, lba, sectorBytes))
            return false;
        Span<byte> signature = stackalloc byte[8];
        image.Read(lba * sectorBytes, signature);
        return signature.SequenceEqual("EFI PART"u8);
    }

    /// <summary>
    /// Reads and checks the header at <paramref name="lba"/>; null with a reason in <paramref name="fault"/> when it is not
    /// valid.
    /// </summary>
    public static GptHeader? TryRead(DiskImage image, long lba, int sectorBytes, out string? fault)
    {
        fault = IsOnDisk(image, lba, sectorBytes) ? null : $"sector {lba} lies outside the disk";
        if (fault is not null)
            return null;
        var sector = new byte[sectorBytes];
        image.Read(lba * sectorBytes, sector);
        var fields = new LittleEndianFields(sector);
        fault = FindFault(fields, lba, sectorBytes);
        return fault is not null ? null : new GptHeader
        {
            Lba = lba,
            AlternateLba = fields.U64(32),
            FirstUsableLba = fields.U64(40),
            LastUsableLba = fields.U64(48),
            DiskId = fields.Guid(56),
            EntriesLba = fields.U64(72),
            EntryCount = fields.U32(80),
            EntryBytes = fields.U32(84),
            EntriesChecksum = fields.U32(88),
        };
    }

    private static bool IsOnDisk(DiskImage image, long lba, int sectorBytes) =>
        lba >= 0 && lba < image.VirtualSize / sectorBytes;

    private static string? FindFault(LittleEndianFields fields, long lba, int sectorBytes)
    {
        if (!fields.Has(0, "EFI PART"u8))
            return "the signature is not 'EFI PART'";
        var size = fields.U32(12);
        if (size < MinBytes || size > sectorBytes)
            return $"header size is {size}; allowed is {MinBytes} to {sectorBytes}";
        var computed = ReflectedCrc32.Ieee.ComputeWithout(fields.Bytes[..(int)size], ChecksumAt);
        if (fields.U32(ChecksumAt) != computed)
            return $"header CRC-32 is 0x{fields.U32(ChecksumAt):x8}; computed is 0x{computed:x8}";
        if (fields.U64(24) != (ulong)lba)
            return $"the header at sector {lba} says that it lies at sector {fields.U64(24)}";
        return null;
    }
}
