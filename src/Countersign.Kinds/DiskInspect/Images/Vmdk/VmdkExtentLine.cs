namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>A line of the descriptor's extent section.</summary>
/// <param name="Type">In upper case, for example <c>FLAT</c>.</param>
/// <param name="Sectors">Size in sectors of 512 bytes.</param>
/// <param name="File">As written, not yet checked; null when the line names none.</param>
/// <param name="OffsetSectors">Where a flat extent starts in its file.</param>
internal sealed record VmdkExtentLine(string Type, long Sectors, string? File, long OffsetSectors);
