using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Raw;

/// <summary>A disk stored byte by byte.</summary>
internal sealed class RawImage(ByteSource source) : DiskImage(new RawFacts { VirtualSizeBytes = source.Length })
{
    protected override MappedRun Map(long offset) => MappedRun.Stored(source, offset, VirtualSize - offset);
}
