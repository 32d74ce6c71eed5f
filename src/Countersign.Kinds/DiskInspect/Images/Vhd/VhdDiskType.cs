namespace Countersign.Kinds.DiskInspect.Images.Vhd;

/// <summary>Disk types of the VHD specification, "Disk Type"; the other values are reserved.</summary>
internal enum VhdDiskType
{
    None = 0,
    Fixed = 2,
    Dynamic = 3,
    Differencing = 4,
}
