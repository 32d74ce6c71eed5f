namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>A seekable stream, which stays its owner's.</summary>
internal sealed class StreamByteSource(Stream stream) : ByteSource
{
    public override long Length { get; } = stream.Length;

    protected override int ReadAt(long offset, Span<byte> buffer)
    {
        stream.Position = offset;
        return stream.Read(buffer);
    }
}
