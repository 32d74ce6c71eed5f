using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>The file as it will be once its log is written back. The file itself stays untouched.</summary>
internal sealed class VhdxReplayedSource(ByteSource file, VhdxLog log) : ByteSource
{
    private const int PageBytes = VhdxLogEntry.SectorBytes;

    public override long Length => log.FileLength;

    protected override int ReadAt(long offset, Span<byte> buffer)
    {
        var within = (int)(offset % PageBytes);
        var part = buffer[..Math.Min(buffer.Length, PageBytes - within)];
        if (!log.Pages.TryGetValue(offset / PageBytes, out var page))
            // Bytes between the file's end and its length after the replay are zero.
            part[file.ReadUpTo(offset, part)..].Clear();
        else if (page.Contents is null)
            part.Clear();
        else
            page.Contents.AsSpan(within, part.Length).CopyTo(part);
        return part.Length;
    }
}
