using Countersign.Kinds.DiskInspect.Images;
using Countersign.Kinds.DiskInspect.Images.Raw;

namespace Countersign.Kinds.Tests.DiskInspect;

/// <summary>A disk with some bytes replaced, without copying the rest.</summary>
internal sealed class PatchedImage(DiskImage disk) : DiskImage(
    new RawFacts { VirtualSizeBytes = disk.VirtualSize, SectorSizeBytes = disk.SectorSize })
{
    private const int PageBytes = 512;

    private readonly Dictionary<long, byte[]> _pages = [];

    public void Write(long offset, params ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            Page(offset / PageBytes)[offset % PageBytes] = value;
            offset++;
        }
    }

    protected override MappedRun Map(long offset) => MappedRun.Decoded(Page(offset / PageBytes).AsMemory((int)(offset % PageBytes)));

    private byte[] Page(long number)
    {
        if (_pages.TryGetValue(number, out var page))
            return page;
        page = new byte[PageBytes];
        disk.Read(number * PageBytes, page.AsSpan(0, (int)Math.Min(PageBytes, disk.VirtualSize - number * PageBytes)));
        return _pages[number] = page;
    }
}
