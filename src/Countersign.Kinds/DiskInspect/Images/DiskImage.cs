using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>An opened disk image: its facts, and its virtual disk read through the image's own mapping.</summary>
/// <remarks>Not for concurrent use. The files belong to whoever opened them and stay open as long as the image is read.</remarks>
internal abstract class DiskImage(DiskImageFacts facts)
{
    public DiskImageFacts Facts { get; } = facts;

    public string Format => Facts.Format;

    /// <summary>Size of the virtual disk in bytes.</summary>
    public long VirtualSize => Facts.VirtualSizeBytes;

    /// <summary>Logical sector size in bytes.</summary>
    public int SectorSize => Facts.SectorSizeBytes;

    /// <summary>Plain names of the further files that hold this image's data; empty for an image in one file.</summary>
    public virtual IReadOnlyList<string> ExtentFiles => [];

    /// <summary>Notes every range of the virtual disk that is read from now on; null for none.</summary>
    public ByteRanges? ReadLog { get; set; }

    /// <summary>Fills <paramref name="buffer"/> with bytes of the virtual disk.</summary>
    /// <exception cref="DiskImageException">The mapping or the data behind it is damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within <see cref="VirtualSize"/>.</exception>
    public void Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, VirtualSize - buffer.Length);
        ReadLog?.Add(offset, buffer.Length);
        while (!buffer.IsEmpty)
        {
            var run = Map(offset);
            var count = (int)Math.Min(buffer.Length, run.Length);
            run.CopyTo(buffer[..count]);
            buffer = buffer[count..];
            offset += count;
        }
    }

    /// <summary>Where the byte at <paramref name="offset"/>, which lies within the disk, and those after it come from.</summary>
    protected abstract MappedRun Map(long offset);
}
