using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Ntfs;

/// <summary>Undoes the update sequence of a record: the last two bytes of each sector are kept in an array at its start.</summary>
internal static class NtfsFixups
{
    /// <summary>False when the record has no <c>FILE</c> mark or its sectors do not belong together.</summary>
    public static bool TryApply(byte[] record, int sectorBytes)
    {
        var fields = new LittleEndianFields(record);
        var arrayAt = fields.U16(4);
        var sectors = fields.U16(6) - 1;
        if (!fields.Has(0, "FILE"u8) || sectors < 1 || arrayAt + (sectors + 1) * 2 > record.Length)
            return false;
        // The stride is 512 bytes on disks with larger sectors as well.
        var stride = Math.Min(512, sectorBytes);
        if (sectors * stride > record.Length)
            return false;
        for (var i = 1; i <= sectors; i++)
        {
            var end = i * stride - 2;
            if (!record.AsSpan(end, 2).SequenceEqual(record.AsSpan(arrayAt, 2)))
                return false;
            record.AsSpan(arrayAt + i * 2, 2).CopyTo(record.AsSpan(end));
        }

        return true;
    }
}
