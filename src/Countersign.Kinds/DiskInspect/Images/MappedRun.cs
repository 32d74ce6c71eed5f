using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>A stretch of the virtual disk that comes from one place: stored bytes, decoded bytes, or nothing (zeros).</summary>
internal readonly struct MappedRun
{
    private readonly ByteSource? _source;
    private readonly long _sourceOffset;
    private readonly ReadOnlyMemory<byte> _decoded;

    private MappedRun(long length, ByteSource? source, long sourceOffset, ReadOnlyMemory<byte> decoded)
    {
        if (length <= 0)
            throw new ArgumentOutOfRangeException(nameof(length), length, "A run that maps nothing would never end a read.");
        Length = length;
        _source = source;
        _sourceOffset = sourceOffset;
        _decoded = decoded;
    }

    /// <summary>Bytes in this run, at least 1.</summary>
    public long Length { get; }

    public static MappedRun Zeros(long length) => new(length, null, 0, default);

    public static MappedRun Stored(ByteSource source, long offset, long length) => new(length, source, offset, default);

    public static MappedRun Decoded(ReadOnlyMemory<byte> bytes) => new(bytes.Length, null, 0, bytes);

    /// <summary>The first bytes of this run, where a disk or an extent ends before it does.</summary>
    public MappedRun AtMost(long length) =>
        length >= Length ? this : new(length, _source, _sourceOffset, _decoded.IsEmpty ? _decoded : _decoded[..(int)length]);

    /// <summary>Fills <paramref name="target"/>, which is no longer than the run, from the start of the run.</summary>
    public void CopyTo(Span<byte> target)
    {
        if (_source is not null)
            _source.ReadExactly(_sourceOffset, target, "Data of the virtual disk");
        else if (_decoded.IsEmpty)
            target.Clear();
        else
            _decoded.Span[..target.Length].CopyTo(target);
    }
}
