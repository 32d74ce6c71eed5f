using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Luks;

/// <summary>LUKS encryption headers (LUKS1 On-Disk Format Specification 1.2.3; LUKS2 On-Disk Format Specification 1.1.3).</summary>
internal sealed class LuksProbe : IFileSystemProbe
{
    public FileSystem? Probe(Volume volume)
    {
        if (volume.TryRead(0, 592) is not { } bytes)
            return null;
        var fields = new BigEndianFields(bytes);
        if (!fields.Has(0, [(byte)'L', (byte)'U', (byte)'K', (byte)'S', 0xBA, 0xBE]))
            return null;
        var version = fields.U16(6);
        return version is not (1 or 2) ? null : new FileSystem
        {
            Type = "crypto_LUKS",
            Version = $"{version}",
            Label = version == 2 ? FixedText.Utf8(bytes.AsSpan(24, 48)) : null,
            Uuid = FixedText.Latin1(bytes.AsSpan(168, 40)),
            Problems = version == 2 ? Luks2Checksum.Check(volume, fields.U64(8), bytes) : [],
        };
    }
}
