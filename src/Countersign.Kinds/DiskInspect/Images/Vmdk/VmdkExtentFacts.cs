namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>One extent of a VMDK disk, in the order of the disk.</summary>
/// <param name="Type"><c>sparse</c>, <c>flat</c> or <c>zero</c>.</param>
/// <param name="File">Plain name of the file that holds it; null when it lies in the image itself or nowhere.</param>
/// <param name="SizeBytes">Bytes of the disk that it covers.</param>
/// <param name="GrainSizeBytes">Bytes per grain of a sparse extent, else null.</param>
/// <param name="Compressed">Whether its grains are compressed.</param>
internal sealed record VmdkExtentFacts(string Type, string? File, long SizeBytes, long? GrainSizeBytes, bool Compressed);
