namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>Where a region lies in the file, in bytes.</summary>
internal readonly record struct VhdxRegion(long Offset, uint Length);
