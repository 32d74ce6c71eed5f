namespace Countersign.Server.Inputs.Sources;

/// <summary>
/// A tar stream of which no more is read for what describes files than a file's description can need. A reader keeps a description
/// (extended attributes, long names) in memory whole, and a few packed megabytes can hold one of gigabytes.
/// </summary>
/// <param name="inner">Stays open.</param>
/// <param name="mostTogether">How many bytes all descriptions together may take.</param>
internal sealed class TarHeaderStream(Stream inner, long mostTogether) : Stream
{
    private const long MostOfOne = 1024 * 1024;
    private long? _left;
    private long _leftTogether = mostTogether;

    public override bool CanRead => true;

    // What is skipped counts too, so it has to be read.
    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What follows describes the next file.</summary>
    public void BeginHeader() => _left = MostOfOne;

    /// <summary>What follows is a file's content, which is counted where it is written.</summary>
    public void EndHeader() => _left = null;

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Count(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        if (_left is null)
        {
            return read;
        }

        _left -= read;
        _leftTogether -= read;
        return _left >= 0 && _leftTogether >= 0
            ? read
            : throw TreeWriter.Refused(_left < 0 ? "it describes a file with more than 1 MiB" : "it describes files with far more than they need");
    }
}
