using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images.Vhd;

namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>Tells the container format from the bytes of a file, never from its name.</summary>
internal static class DiskImageDetector
{
    private const int HeadBytes = 512;

    /// <summary>Returns a name of <see cref="DiskImageFormats"/>; whatever has no magic is raw.</summary>
    /// <exception cref="DiskImageException"><c>image_unsupported</c> for containers that are known but not read.</exception>
    public static string Detect(ByteSource source)
    {
        var head = new byte[HeadBytes];
        _ = source.ReadUpTo(0, head);
        var fields = new LittleEndianFields(head);
        if (fields.Has(0, [(byte)'Q', (byte)'F', (byte)'I', 0xFB]))
            return Qcow(new BigEndianFields(head).U32(4));
        if (fields.Has(0, "KDMV"u8) || IsDescriptor(head))
            return DiskImageFormats.Vmdk;
        if (fields.Has(0, "vhdxfile"u8))
            return DiskImageFormats.Vhdx;
        if (fields.Has(0, "conectix"u8) || VhdFooter.TryRead(source, source.Length - VhdFooter.Bytes) is not null)
            return DiskImageFormats.Vhd;
        return RefuseOthers(fields);
    }

    private static string Qcow(uint version) =>
        version == 1 ? throw DiskImageException.Unsupported("Container format", "qcow version 1", Supported) : DiskImageFormats.Qcow2;

    private static bool IsDescriptor(byte[] head) =>
        FixedText.Latin1(head.AsSpan(0, 32))?.StartsWith("# Disk DescriptorFile", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reading these as raw would report their own headers as an empty disk.</summary>
    private static string RefuseOthers(LittleEndianFields fields)
    {
        var other = fields switch
        {
            _ when fields.Has(0, "COWD"u8) => "VMDK of ESX (vmfsSparse)",
            _ when fields.Has(0, "QED\0"u8) => "QED",
            _ when fields.U32(0x40) == 0xBEDA107F => "VirtualBox VDI",
            _ when fields.Has(0, "WithoutFreeSpace"u8) || fields.Has(0, "WithouFreSpacExt"u8) => "Parallels",
            _ => null,
        };
        return other is null ? DiskImageFormats.Raw : throw DiskImageException.Unsupported("Container format", other, Supported);
    }

    private static string Supported => string.Join(", ", DiskImageFormats.All);
}
