namespace Countersign.Server.Watch;

/// <summary>Which job a document became.</summary>
/// <param name="JobId">The job.</param>
/// <param name="IsOlder">Whether the document is one of <c>/api/v1</c>, and is to be answered in that shape.</param>
internal sealed record JobTicket(string JobId, bool IsOlder);
