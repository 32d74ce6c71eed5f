namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>States of a payload block ([MS-VHDX] 2.5.1.1).</summary>
internal enum VhdxBlockState
{
    NotPresent = 0,
    Undefined = 1,
    Zero = 2,
    Unmapped = 3,
    FullyPresent = 6,
    PartiallyPresent = 7,
}
