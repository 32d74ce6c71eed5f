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
    /// <summary>Opens the image by its magic.</summary>
    /// <param name="source">The container file.</param>
    /// <param name="extents">Where the further files of an image in several files are found.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="DiskImageException">The container is damaged, cut short or not supported.</exception>
    public static async Task<DiskImage> OpenAsync(ByteSource source, IExtentFiles extents, CancellationToken cancellationToken) =>
        DiskImageDetector.Detect(source) switch
        {
            DiskImageFormats.Qcow2 => Qcow2Image.Open(source),
            DiskImageFormats.Vmdk => await VmdkOpener.OpenAsync(source, extents, cancellationToken),
            DiskImageFormats.Vhd => VhdOpener.Open(source),
            DiskImageFormats.Vhdx => VhdxOpener.Open(source),
            _ => new RawImage(source),
        };
}
