using Countersign.Contracts.Errors;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Events;

/// <summary>What requests for events have alike.</summary>
internal static class EventRequests
{
    /// <summary>The header in which an <c>EventSource</c> says where it lost the connection.</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>The longest wait of a long poll in seconds.</summary>
    public const int MaxWaitSeconds = 30;

    private const string EventStream = "text/event-stream";

    public static bool WantsStream(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase));

    /// <summary>How long a long poll may wait.</summary>
    public static TimeSpan ReadWait(QueryFields fields) => TimeSpan.FromSeconds(fields.Integer("wait", 0, 0, MaxWaitSeconds));

    /// <summary>The id that the client resumes after; null when it does not resume.</summary>
    public static string? ReadLastEventId(HttpRequest request) =>
        request.Headers[LastEventId].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Notes that a client resumes after something that is no id of this stream.</summary>
    public static void RefuseLastEventId(FieldErrors errors, string found) =>
        errors.Add(LastEventId, $"is '{found}'; allowed is the id of an event of this stream.");
}
