namespace Countersign.Contracts.Older;

/// <summary>What an operation works on.</summary>
/// <param name="Image">The disk image.</param>
public sealed record JobDocumentData(JobDocumentImage Image);
