using System.Text.Json;

namespace Countersign.Contracts.Events;

/// <summary>A message of the older build and analysis streams.</summary>
/// <param name="Type"><c>connected</c>, <c>progress</c>, <c>completion</c> or <c>error</c>.</param>
/// <param name="TaskId">The job.</param>
/// <param name="Status"><c>initializing</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Progress">0 to 100.</param>
/// <param name="Timestamp">When it was so.</param>
/// <param name="Data">What the event adds; never null.</param>
/// <param name="Results">The result document, with <c>completion</c>; never null.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
public sealed record OlderMessage(
    string Type, string TaskId, string Status, int Progress, DateTimeOffset Timestamp, JsonElement Data, JsonElement Results, string? Error);
