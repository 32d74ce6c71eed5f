namespace Countersign.Kinds.DiskInspect.Images.Qcow2;

/// <summary>Incompatible feature bits of qcow2 version 3 (QEMU docs/interop/qcow2.txt, "Header", bytes 72-79).</summary>
[Flags]
internal enum Qcow2Features : ulong
{
    None = 0,
    Dirty = 1 << 0,
    Corrupt = 1 << 1,
    ExternalDataFile = 1 << 2,
    CompressionType = 1 << 3,
    ExtendedL2 = 1 << 4,
    Known = Dirty | Corrupt | ExternalDataFile | CompressionType | ExtendedL2,
}
