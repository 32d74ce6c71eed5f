using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Swap;

/// <summary>Linux swap space (Linux include/linux/swap.h, union swap_header).</summary>
internal sealed class SwapProbe : IFileSystemProbe
{
    private const int HeaderAt = 1024;
    private const int HeaderBytes = 44;

    // The signature ends the first page, whose size depends on the machine.
    private static readonly int[] PageSizes = [4096, 8192, 16384, 32768, 65536];

    public FileSystem? Probe(Volume volume)
    {
        foreach (var pageBytes in PageSizes)
        {
            var signature = volume.TryRead(pageBytes - 10, 10);
            if (signature is null)
                return null;
            if (signature.AsSpan().SequenceEqual("SWAPSPACE2"u8))
                return Describe(volume.TryRead(HeaderAt, HeaderBytes)!, pageBytes);
        }

        return null;
    }

    private static FileSystem? Describe(byte[] header, int pageBytes)
    {
        // Written in the machine's own byte order; the version, always 1, shows which.
        var little = new LittleEndianFields(header);
        var big = new BigEndianFields(header);
        uint? lastPage = little.U32(0) == 1 ? little.U32(4) : big.U32(0) == 1 ? big.U32(4) : null;
        if (lastPage is null)
            return null;
        return new FileSystem
        {
            Type = "swap",
            Version = "1",
            Label = FixedText.Utf8(header.AsSpan(28, 16)),
            Uuid = big.Guid(12).ToString(),
            SizeBytes = (lastPage.Value + 1L) * pageBytes,
            BlockSizeBytes = pageBytes,
        };
    }
}
