namespace Countersign.Kinds.DiskInspect.Images.Raw;

/// <summary>A file without container: its bytes are the disk.</summary>
internal sealed record RawFacts() : DiskImageFacts(DiskImageFormats.Raw);
