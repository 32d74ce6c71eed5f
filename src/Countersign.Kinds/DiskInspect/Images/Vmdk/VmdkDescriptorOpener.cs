using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>Opens VMDK disks whose first file is a text descriptor that names the files with the data.</summary>
internal static class VmdkDescriptorOpener
{
    public static async Task<VmdkImage> OpenAsync(ByteSource source, IExtentFiles files, CancellationToken cancellationToken)
    {
        if (source.Length > VmdkDescriptor.MaxBytes)
            throw DiskImageException.Unsupported(
                "Size of the VMDK descriptor file", $"{source.Length} bytes", $"at most {VmdkDescriptor.MaxBytes} bytes");
        var text = new byte[source.Length];
        source.ReadExactly(0, text, "VMDK descriptor");
        var descriptor = VmdkDescriptor.Parse(text);
        if (descriptor.Extents.Count == 0)
            throw DiskImageException.Corrupt("Number of extents in the VMDK descriptor", 0, "1 and above");

        var extents = new List<VmdkExtent>();
        foreach (var line in descriptor.Extents)
            extents.Add(await OpenExtentAsync(line, files, cancellationToken));
        var facts = descriptor.Extents.Zip(extents, (line, extent) => extent.Facts(line.File)).ToList();
        return new VmdkImage(VmdkOpener.VmdkFactsFor(descriptor, facts), extents);
    }

    private static async Task<VmdkExtent> OpenExtentAsync(VmdkExtentLine line, IExtentFiles files, CancellationToken cancellationToken)
    {
        var size = line.Sectors * VmdkSparseHeader.SectorBytes;
        return line.Type switch
        {
            "ZERO" => new VmdkZeroExtent(size),
            "FLAT" or "VMFS" => OpenFlat(line, size, await OpenFileAsync(line, files, cancellationToken)),
            "SPARSE" => VmdkSparseExtent.Open(await OpenFileAsync(line, files, cancellationToken), size),
            _ => throw DiskImageException.Unsupported("VMDK extent type", line.Type, "FLAT, VMFS, SPARSE or ZERO"),
        };
    }

    private static VmdkFlatExtent OpenFlat(VmdkExtentLine line, long size, ByteSource source)
    {
        var start = line.OffsetSectors * VmdkSparseHeader.SectorBytes;
        return start <= source.Length - size
            ? new VmdkFlatExtent(source, start, size)
            : throw DiskImageException.Truncated($"VMDK extent '{line.File}'", start, Math.Max(1, size), source.Length);
    }

    /// <summary>A hostile descriptor may name any file of this machine, so only a plain name is ever passed on.</summary>
    private static async Task<ByteSource> OpenFileAsync(VmdkExtentLine line, IExtentFiles files, CancellationToken cancellationToken)
    {
        var name = line.File;
        if (string.IsNullOrWhiteSpace(name) || name is "." or ".." || name.AsSpan().IndexOfAny("/\\:\0") >= 0)
            throw new DiskImageException(
                DiskImageErrorCodes.ExtentUnavailable,
                $"VMDK extent file is '{name}'; allowed is a plain file name beside the descriptor.");
        return await files.OpenAsync(name, cancellationToken)
            ?? throw new DiskImageException(
                DiskImageErrorCodes.ExtentUnavailable, $"VMDK extent file '{name}' is not there; it must lie beside the descriptor.");
    }
}
