namespace Countersign.Contracts.Older;

/// <summary>The data of the answer to a job document.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Status"><c>submitted</c>, or where it stands at a repeat.</param>
/// <param name="Message">For people.</param>
public sealed record JobDocumentAccepted(string JobId, string Status, string Message);
