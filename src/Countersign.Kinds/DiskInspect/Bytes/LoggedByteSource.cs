namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Notes every range that is read of a file.</summary>
internal sealed class LoggedByteSource(ByteSource file, ByteRanges log) : ByteSource
{
    public override long Length => file.Length;

    protected override int ReadAt(long offset, Span<byte> buffer)
    {
        log.Add(offset, buffer.Length);
        return file.ReadUpTo(offset, buffer);
    }
}
