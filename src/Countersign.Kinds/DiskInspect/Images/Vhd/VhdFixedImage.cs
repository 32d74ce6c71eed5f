using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhd;

/// <summary>A disk stored byte by byte, with a footer behind it.</summary>
internal sealed class VhdFixedImage(ByteSource source, VhdFacts facts) : DiskImage(facts)
{
    protected override MappedRun Map(long offset) => MappedRun.Stored(source, offset, VirtualSize - offset);
}
