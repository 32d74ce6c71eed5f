namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>The contents of one 4 KiB page after the replay; null stands for zeros.</summary>
internal readonly record struct VhdxLogPage(byte[]? Contents);
