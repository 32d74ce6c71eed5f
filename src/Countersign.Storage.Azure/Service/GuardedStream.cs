namespace Countersign.Storage.Azure.Service;

/// <summary>A stream that reads from the service as it is read; outages leave as the server knows them.</summary>
internal sealed class GuardedStream(Stream inner, string part) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        try
        {
            return inner.Read(buffer, offset, count);
        }
        catch (Exception exception) when (ServiceFault.IsOutage(exception, CancellationToken.None))
        {
            throw ServiceFault.Translate(exception, part);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await ServiceFault.GuardAsync(part, () => inner.ReadAsync(buffer, cancellationToken).AsTask(), cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw ReadOnly();

    public override void Write(byte[] buffer, int offset, int count) => throw ReadOnly();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException ReadOnly() => new("An upload is never changed.");
}
