using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images.Qcow2;
using Countersign.Kinds.DiskInspect.Images.Raw;
using Countersign.Kinds.DiskInspect.Images.Vhd;
using Countersign.Kinds.DiskInspect.Images.Vhdx;
using Countersign.Kinds.DiskInspect.Images.Vmdk;

namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>Opens a disk image of any supported format.</summary>
internal static class DiskImageOpener
{
    /// <summary>Opens the image by its magic. On failure <paramref name="source"/> is disposed, else the image owns it.</summary>
    /// <exception cref="DiskImageException">The container is damaged, cut short or not supported.</exception>
    public static DiskImage Open(ByteSource source, IExtentFiles extents)
    {
        try
        {
            return DiskImageDetector.Detect(source) switch
            {
                DiskImageFormats.Qcow2 => Qcow2Image.Open(source),
                DiskImageFormats.Vmdk => OpenVmdk(source, extents),
                DiskImageFormats.Vhd => VhdOpener.Open(source),
                DiskImageFormats.Vhdx => VhdxOpener.Open(source),
                _ => new RawImage(source),
            };
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static VmdkImage OpenVmdk(ByteSource source, IExtentFiles extents)
    {
        var magic = new byte[4];
        _ = source.ReadUpTo(0, magic);
        return magic.AsSpan().SequenceEqual("KDMV"u8) ? VmdkOpener.OpenSparse(source) : VmdkDescriptorOpener.Open(source, extents);
    }
}
