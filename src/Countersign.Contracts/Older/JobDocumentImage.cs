namespace Countersign.Contracts.Older;

/// <summary>A disk image.</summary>
/// <param name="Path">Below an input root.</param>
/// <param name="UploadId">An upload that holds it, instead of a path.</param>
/// <param name="Format">What it is said to be.</param>
/// <param name="Checksum"><c>sha256:</c> and the digest that it must have.</param>
public sealed record JobDocumentImage(string? Path, string? UploadId, string? Format, string? Checksum);
