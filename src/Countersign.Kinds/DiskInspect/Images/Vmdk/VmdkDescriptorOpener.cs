using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>Opens VMDK disks whose first file is a text descriptor that names the files with the data.</summary>
internal static class VmdkDescriptorOpener
{
    public static VmdkImage Open(ByteSource source, IExtentFiles files)
    {
        if (source.Length > VmdkDescriptor.MaxBytes)
            throw DiskImageException.Unsupported("Size of the VMDK descriptor file", $"{source.Length} bytes", $"at most {VmdkDescriptor.MaxBytes} bytes");
        var text = new byte[source.Length];
        source.ReadExactly(0, text, "VMDK descriptor");
        var descriptor = VmdkDescriptor.Parse(text);
        if (descriptor.Extents.Count == 0)
            throw DiskImageException.Corrupt("Number of extents in the VMDK descriptor", 0, "1 and above");

        var extents = new List<VmdkExtent>();
        try
        {
            foreach (var line in descriptor.Extents)
                extents.Add(OpenExtent(line, files));
            var facts = descriptor.Extents.Zip(extents, (line, extent) => extent.Facts(line.File)).ToList();
            var image = new VmdkImage(VmdkOpener.VmdkFactsFor(descriptor, facts), extents);
            source.Dispose();
            return image;
        }
        catch
        {
            extents.ForEach(extent => extent.Dispose());
            throw;
        }
    }

    private static VmdkExtent OpenExtent(VmdkExtentLine line, IExtentFiles files)
    {
        var size = line.Sectors * VmdkSparseHeader.SectorBytes;
        return line.Type switch
        {
            "ZERO" => new VmdkZeroExtent(size),
            "FLAT" or "VMFS" => OpenFlat(line, size, OpenFile(line, files)),
            "SPARSE" => OpenSparse(size, OpenFile(line, files)),
            _ => throw DiskImageException.Unsupported("VMDK extent type", line.Type, "FLAT, VMFS, SPARSE or ZERO"),
        };
    }

    private static VmdkFlatExtent OpenFlat(VmdkExtentLine line, long size, ByteSource source)
    {
        var start = line.OffsetSectors * VmdkSparseHeader.SectorBytes;
        if (start <= source.Length - size)
            return new VmdkFlatExtent(source, start, size);
        var available = source.Length;
        source.Dispose();
        throw DiskImageException.Truncated($"VMDK extent '{line.File}'", start, Math.Max(1, size), available);
    }

    private static VmdkSparseExtent OpenSparse(long size, ByteSource source)
    {
        try
        {
            return VmdkSparseExtent.Open(source, size);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>A hostile descriptor may name any file of this machine, so only a plain name is ever passed on.</summary>
    private static ByteSource OpenFile(VmdkExtentLine line, IExtentFiles files)
    {
        var name = line.File;
        if (string.IsNullOrWhiteSpace(name) || name is "." or ".." || name.AsSpan().IndexOfAny("/\\:\0") >= 0)
            throw new DiskImageException(DiskImageErrorCodes.ExtentUnavailable, $"VMDK extent file is '{name}'; allowed is a plain file name beside the descriptor.");
        return files.Open(name)
            ?? throw new DiskImageException(DiskImageErrorCodes.ExtentUnavailable, $"VMDK extent file '{name}' is not there; it must lie beside the descriptor.");
    }
}
