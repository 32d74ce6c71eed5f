namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Random access to the bytes of one file, read only.</summary>
internal abstract class ByteSource
{
    /// <summary>Length in bytes, as it was when the source was opened.</summary>
    public abstract long Length { get; }

    /// <summary>Fills <paramref name="buffer"/> or throws <c>image_truncated</c> naming <paramref name="field"/>.</summary>
    public void ReadExactly(long offset, Span<byte> buffer, string field)
    {
        if (offset < 0)
            throw DiskImageException.Corrupt($"Offset of {field}", offset, "0 and above");
        if (ReadUpTo(offset, buffer) < buffer.Length)
            throw DiskImageException.Truncated(field, offset, buffer.Length, Length);
    }

    /// <summary>Fills <paramref name="buffer"/> as far as the file reaches and returns the number of bytes read.</summary>
    public int ReadUpTo(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset >= Length)
            return 0;
        var wanted = buffer[..(int)Math.Min(buffer.Length, Length - offset)];
        var done = 0;
        while (done < wanted.Length)
        {
            var read = ReadAt(offset + done, wanted[done..]);
            if (read == 0)
                break;
            done += read;
        }

        return done;
    }

    /// <summary>Reads at least one byte of a range that lies within <see cref="Length"/>; 0 when the file shrank meanwhile.</summary>
    protected abstract int ReadAt(long offset, Span<byte> buffer);
}
