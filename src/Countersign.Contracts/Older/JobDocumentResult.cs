using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>The result of a job document.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Status"><c>completed</c>.</param>
/// <param name="CompletedAt">When it was.</param>
/// <param name="Result">The result document.</param>
public sealed record JobDocumentResult(string JobId, string Status, DateTimeOffset? CompletedAt, JsonElement? Result);
