namespace Countersign.Contracts.Older;

/// <summary>What job documents can ask for.</summary>
/// <param name="Version">The product's version.</param>
/// <param name="DocumentVersions">The versions of documents that are understood.</param>
/// <param name="Operations">What can be done.</param>
public sealed record JobDocumentCapabilities(
    string Version, IReadOnlyList<string> DocumentVersions, IReadOnlyList<JobDocumentOperation> Operations);
