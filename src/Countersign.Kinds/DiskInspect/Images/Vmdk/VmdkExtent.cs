namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>A contiguous part of a VMDK disk that is kept in one way in one file.</summary>
internal abstract class VmdkExtent
{
    /// <summary>Bytes of the disk that it covers.</summary>
    public abstract long Size { get; }

    public abstract VmdkExtentFacts Facts(string? file);

    /// <summary>Maps an offset from the start of this extent.</summary>
    public abstract MappedRun Map(long offset);
}
