namespace Countersign.Contracts.Older;

/// <summary>The payload of a job document.</summary>
/// <param name="Type">Such as <c>guestkit.inspect.v1</c>.</param>
/// <param name="Data">What the operation works on.</param>
public sealed record JobDocumentPayload(string? Type, JobDocumentData Data);
