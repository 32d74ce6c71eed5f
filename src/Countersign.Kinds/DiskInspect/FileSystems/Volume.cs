using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.FileSystems;

/// <summary>A range of a virtual disk that may hold a file system: a partition or the whole disk.</summary>
internal sealed class Volume
{
    private readonly DiskImage _image;
    private readonly long _start;

    /// <summary>The part of the range that lies on the disk; nothing is read beyond it.</summary>
    public Volume(DiskImage image, long start, long size)
    {
        _image = image;
        _start = Math.Clamp(start, 0, image.VirtualSize);
        Length = Math.Clamp(size, 0, image.VirtualSize - _start);
    }

    /// <summary>Bytes that can be read.</summary>
    public long Length { get; }

    /// <summary>Reads bytes at an offset from the start of the volume; null when they do not all lie within it.</summary>
    public byte[]? TryRead(long offset, int count)
    {
        if (offset < 0 || offset > Length - count)
            return null;
        var bytes = new byte[count];
        _image.Read(_start + offset, bytes);
        return bytes;
    }
}
