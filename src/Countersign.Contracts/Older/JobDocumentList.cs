namespace Countersign.Contracts.Older;

/// <summary>One page of job documents, the newest first.</summary>
/// <param name="Items">Those that an operation stands for.</param>
/// <param name="Total">How many match, on all pages together.</param>
public sealed record JobDocumentList(IReadOnlyList<JobDocumentState> Items, long Total);
