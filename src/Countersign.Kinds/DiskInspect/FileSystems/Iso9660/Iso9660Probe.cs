using System.Text;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Iso9660;

/// <summary>ISO 9660 (ECMA-119, section 8, "Volume Descriptors"), with Joliet's label where there is one.</summary>
internal sealed class Iso9660Probe : IFileSystemProbe
{
    private const int SectorBytes = 2048;
    private const int FirstDescriptor = 16;
    private const int MaxDescriptors = 16;
    private const byte Primary = 1;
    private const byte Supplementary = 2;
    private const byte Terminator = 255;

    public FileSystem? Probe(Volume volume)
    {
        byte[]? primary = null;
        byte[]? joliet = null;
        for (var i = 0; i < MaxDescriptors; i++)
        {
            if (volume.TryRead((FirstDescriptor + i) * (long)SectorBytes, SectorBytes) is not { } descriptor
                || !descriptor.AsSpan(1, 5).SequenceEqual("CD001"u8)
                || descriptor[0] == Terminator)
                break;
            if (descriptor[0] == Primary)
                primary ??= descriptor;
            else if (descriptor[0] == Supplementary && IsJoliet(descriptor))
                joliet ??= descriptor;
        }

        return primary is null ? null : Describe(primary, joliet);
    }

    /// <summary>Joliet Specification, section 4: the escape sequences of UCS-2 levels 1 to 3.</summary>
    private static bool IsJoliet(byte[] descriptor) =>
        descriptor[88] == '%' && descriptor[89] == '/' && descriptor[90] is (byte)'@' or (byte)'C' or (byte)'E';

    private static FileSystem Describe(byte[] primary, byte[]? joliet)
    {
        var fields = new LittleEndianFields(primary);
        return new FileSystem
        {
            Type = "iso9660",
            Version = joliet is null ? null : "Joliet Extension",
            Label = (joliet is null ? null : FixedText.Utf16(joliet.AsSpan(40, 32), bigEndian: true)) is { } longLabel
                && IsLongerForm(longLabel, primary)
                ? longLabel
                : FixedText.Latin1(primary.AsSpan(40, 32)),
            Uuid = Timestamp(primary.AsSpan(830, 17)) ?? Timestamp(primary.AsSpan(813, 17)),
            SizeBytes = BlockCount.ToBytes(fields.U32(80), fields.U16(128)),
            BlockSizeBytes = fields.U16(128),
        };
    }

    /// <summary>Joliet allows 16 characters only; a primary label that is longer tells more.</summary>
    private static bool IsLongerForm(string jolietLabel, byte[] primary) =>
        (FixedText.Latin1(primary.AsSpan(40, 32))?.Length ?? 0) <= jolietLabel.Length;

    /// <summary>8.4.26.1: sixteen digits; as blkid writes them. Null when the field is not set.</summary>
    private static string? Timestamp(ReadOnlySpan<byte> field)
    {
        var digits = field[..16];
        if (digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || digits.IndexOfAnyExcept((byte)'0') < 0)
            return null;
        var text = Encoding.ASCII.GetString(digits);
        return $"{text[..4]}-{text[4..6]}-{text[6..8]}-{text[8..10]}-{text[10..12]}-{text[12..14]}-{text[14..16]}";
    }
}
