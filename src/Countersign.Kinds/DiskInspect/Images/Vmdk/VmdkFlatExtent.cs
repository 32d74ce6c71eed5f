using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>An extent stored byte by byte from <paramref name="start"/> of its file.</summary>
internal sealed class VmdkFlatExtent(ByteSource source, long start, long size) : VmdkExtent
{
    public override long Size => size;

    public override VmdkExtentFacts Facts(string? file) => new("flat", file, size, null, Compressed: false);

    public override MappedRun Map(long offset) => MappedRun.Stored(source, start + offset, size - offset);
}
