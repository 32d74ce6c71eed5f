using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Ntfs;

/// <summary>Label and version from $Volume, record 3 of the master file table.</summary>
internal sealed record NtfsVolumeFile(string? Label, string? Version)
{
    private const int VolumeRecord = 3;
    private const uint VolumeName = 0x60;
    private const uint VolumeInformation = 0x70;
    private const uint EndOfAttributes = 0xFFFFFFFF;

    /// <summary>Null when the record is not there or is damaged.</summary>
    public static NtfsVolumeFile? TryRead(Volume volume, ulong mftCluster, sbyte recordSize, long clusterBytes, int sectorBytes)
    {
        // A negative value is a power of two in bytes, a positive one a number of clusters.
        var recordBytes = recordSize < 0 ? 1L << Math.Min(-recordSize, 31) : recordSize * clusterBytes;
        if (recordBytes is < 256 or > 65536 || BlockCount.ToBytes(mftCluster, (ulong)clusterBytes) is not { } mft || mft > volume.Length)
            return null;
        var record = volume.TryRead(mft + VolumeRecord * recordBytes, (int)recordBytes);
        return record is not null && NtfsFixups.TryApply(record, sectorBytes) ? Parse(record) : null;
    }

    private static NtfsVolumeFile Parse(byte[] record)
    {
        var fields = new LittleEndianFields(record);
        string? label = null;
        string? version = null;
        int at = fields.U16(20);
        while (at <= record.Length - 24)
        {
            var type = fields.U32(at);
            var length = fields.U32(at + 4);
            if (type == EndOfAttributes || length < 24 || length > record.Length - at)
                break;
            var value = ResidentValue(record.AsSpan(at, (int)length));
            if (type == VolumeName)
                label = FixedText.Utf16(value);
            else if (type == VolumeInformation && value.Length >= 10)
                version = $"{value[8]}.{value[9]}";
            at += (int)length;
        }

        return new NtfsVolumeFile(label, version);
    }

    private static ReadOnlySpan<byte> ResidentValue(ReadOnlySpan<byte> attribute)
    {
        var fields = new LittleEndianFields(attribute);
        var offset = fields.U16(20);
        var length = fields.U32(16);
        var resident = fields.U8(8) == 0;
        return resident && offset + (long)length <= attribute.Length ? attribute.Slice(offset, (int)length) : [];
    }
}
