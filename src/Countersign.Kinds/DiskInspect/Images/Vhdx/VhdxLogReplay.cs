using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>Applies the descriptors of a log sequence in order ([MS-VHDX] 2.3.1.2 to 2.3.1.4).</summary>
internal static class VhdxLogReplay
{
    private const int PageBytes = VhdxLogEntry.SectorBytes;

    /// <summary>Zero descriptors may cover any range; past this many pages the log is refused rather than expanded.</summary>
    private const long MaxPages = 256 * 1024;

    public static VhdxLog Apply(byte[] ring, IReadOnlyList<VhdxLogEntry> sequence, long fileLength)
    {
        var pages = new Dictionary<long, VhdxLogPage>();
        foreach (var entry in sequence)
        {
            fileLength = Math.Max(fileLength, Math.Min(entry.LastFileOffset, fileLength + ring.Length));
            ApplyEntry(ring, entry, pages);
        }

        return new VhdxLog(pages, fileLength);
    }

    private static void ApplyEntry(byte[] ring, VhdxLogEntry entry, Dictionary<long, VhdxLogPage> pages)
    {
        var descriptorArea = VhdxLogEntry.HeaderBytes + entry.Descriptors * VhdxLogEntry.DescriptorBytes;
        var nextData = (descriptorArea + PageBytes - 1) / PageBytes * PageBytes;
        for (var i = 0; i < entry.Descriptors; i++)
        {
            var bytes = entry.Copy(ring, VhdxLogEntry.HeaderBytes + i * VhdxLogEntry.DescriptorBytes, VhdxLogEntry.DescriptorBytes);
            var descriptor = new LittleEndianFields(bytes);
            if (descriptor.U64(24) != entry.Sequence)
                throw DiskImageException.Corrupt("Sequence number of a VHDX log descriptor", descriptor.U64(24), $"{entry.Sequence}");
            var page = Page(descriptor.U64(16));
            if (descriptor.Has(0, "zero"u8))
            {
                AddZeros(pages, page, descriptor.U64(8));
            }
            else if (descriptor.Has(0, "desc"u8))
            {
                if (nextData > entry.Length - PageBytes)
                    throw DiskImageException.Corrupt(
                        "Number of data descriptors in a VHDX log entry", entry.Descriptors, $"as many as fit into {entry.Length} bytes");
                pages[page] = new VhdxLogPage(DataPage(ring, entry, nextData, bytes));
                nextData += PageBytes;
            }
            else
            {
                throw DiskImageException.Corrupt(
                    "Signature of a VHDX log descriptor", Convert.ToHexStringLower(bytes.AsSpan(0, 4)), "'desc' or 'zero'");
            }
        }
    }

    private static long Page(ulong fileOffset) =>
        fileOffset % PageBytes == 0 && fileOffset < long.MaxValue
            ? (long)(fileOffset / PageBytes)
            : throw DiskImageException.Corrupt("File offset of a VHDX log descriptor", fileOffset, $"a multiple of {PageBytes}");

    private static void AddZeros(Dictionary<long, VhdxLogPage> pages, long first, ulong length)
    {
        if (length % PageBytes != 0 || (long)(length / PageBytes) > MaxPages - pages.Count)
            throw DiskImageException.Unsupported(
                "Length of a VHDX log zero descriptor", length, $"whole pages of {PageBytes} bytes, {MaxPages} in all");
        for (long i = 0; i < (long)(length / PageBytes); i++)
            pages[first + i] = new VhdxLogPage(null);
    }

    /// <summary>The log borrows the first 8 and last 4 bytes of a page for its own marks; the descriptor keeps what stood there.</summary>
    private static byte[] DataPage(byte[] ring, VhdxLogEntry entry, int at, byte[] descriptor)
    {
        var page = entry.Copy(ring, at, PageBytes);
        var fields = new LittleEndianFields(page);
        var sequence = ((ulong)fields.U32(4) << 32) | fields.U32(PageBytes - 4);
        if (!fields.Has(0, "data"u8) || sequence != entry.Sequence)
            throw DiskImageException.Corrupt(
                "Mark of a VHDX log data sector", $"sequence {sequence}", $"'data' with sequence {entry.Sequence}");
        descriptor.AsSpan(8, 8).CopyTo(page);
        descriptor.AsSpan(4, 4).CopyTo(page.AsSpan(PageBytes - 4));
        return page;
    }
}
