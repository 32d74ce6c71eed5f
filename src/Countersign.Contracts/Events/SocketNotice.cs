using System.Text.Json.Serialization;

namespace Countersign.Contracts.Events;

/// <summary>What a WebSocket is told beside events; the type stands before it.</summary>
/// <param name="Timestamp">When it was sent.</param>
/// <param name="Next">With <c>connected</c> on the stream of all jobs: the cursor that it goes on after.</param>
/// <param name="Code">With <c>error</c>: the stable code.</param>
/// <param name="Message">With <c>error</c>: what was wrong with the client's message, and what is allowed.</param>
public sealed record SocketNotice(
    DateTimeOffset Timestamp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null);
