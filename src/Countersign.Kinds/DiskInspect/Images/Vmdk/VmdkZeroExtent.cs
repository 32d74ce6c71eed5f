namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>An extent of zeros, kept nowhere.</summary>
internal sealed class VmdkZeroExtent(long size) : VmdkExtent
{
    public override long Size => size;

    public override VmdkExtentFacts Facts(string? file) => new("zero", null, size, null, Compressed: false);

    public override MappedRun Map(long offset) => MappedRun.Zeros(size - offset);
}
