using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>The metadata table ([MS-VHDX] 2.6.1) and the items behind it.</summary>
internal sealed class VhdxMetadataTable
{
    private const int Bytes = 64 * 1024;
    private const int MaxEntries = 2047;
    private const uint MaxItemBytes = 1024 * 1024;
    private const uint IsUser = 1;
    private const uint IsRequired = 4;

    private readonly Dictionary<Guid, byte[]> _items = [];

    /// <summary>Reads the items of <paramref name="known"/>; one that is not known but required is refused.</summary>
    public static VhdxMetadataTable Read(ByteSource source, VhdxRegion region, IReadOnlyCollection<Guid> known)
    {
        var bytes = new byte[Bytes];
        source.ReadExactly(region.Offset, bytes, "VHDX metadata table");
        var fields = new LittleEndianFields(bytes);
        if (!fields.Has(0, "metadata"u8))
            throw DiskImageException.Corrupt("VHDX metadata table signature", Convert.ToHexStringLower(bytes.AsSpan(0, 8)), "'metadata'");
        var count = fields.U16(10);
        if (count > MaxEntries)
            throw DiskImageException.Corrupt("VHDX metadata entry count", count, $"at most {MaxEntries}");

        var table = new VhdxMetadataTable();
        for (var i = 0; i < count; i++)
        {
            var at = 32 + i * 32;
            var id = fields.Guid(at);
            var flags = fields.U32(at + 24);
            if ((flags & IsUser) == 0 && known.Contains(id))
                table._items[id] = ReadItem(source, region, id, fields.U32(at + 16), fields.U32(at + 20));
            else if ((flags & IsRequired) != 0)
                throw DiskImageException.Unsupported("VHDX required metadata item", id, "the items of [MS-VHDX] 2.6.2");
        }

        return table;
    }

    public byte[]? Find(Guid id) => _items.GetValueOrDefault(id);

    public byte[] Require(Guid id, int bytes, string name)
    {
        var item = Find(id) ?? throw DiskImageException.Corrupt($"VHDX metadata item {name}", "missing", "present");
        return item.Length >= bytes
            ? item
            : throw DiskImageException.Corrupt($"Length of VHDX metadata item {name}", item.Length, $"{bytes}");
    }

    private static byte[] ReadItem(ByteSource source, VhdxRegion region, Guid id, uint offset, uint length)
    {
        if (length > MaxItemBytes || offset < Bytes || offset > region.Length - Math.Min(length, region.Length))
            throw DiskImageException.Corrupt(
                $"VHDX metadata item {id}", $"{length} bytes at {offset}",
                $"at most {MaxItemBytes} bytes, from {Bytes} on, within {region.Length}");
        var item = new byte[length];
        source.ReadExactly(region.Offset + offset, item, $"VHDX metadata item {id}");
        return item;
    }
}
