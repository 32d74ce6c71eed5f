using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Events;
using Countersign.Server.Live;

namespace Countersign.Server.Http;

/// <summary>Following a job.</summary>
public static class EventEndpoints
{
    private const string Tag = "events";
    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.JobNotFound);
    private static readonly EndpointParameter Ticket =
        new("access_token", "A ticket of POST /api/auth/ticket, in place of the headers that an EventSource cannot send.");

    private static readonly EndpointParameter After = new("after", "The seq before the first wanted. Default 0.", Type: "integer");

    public static Endpoint Events { get; } = new()
    {
        Name = "GetJobEvents",
        Method = "GET",
        Route = "api/jobs/{id}/events",
        Tag = Tag,
        Summary = "Read a job's events: a page, after a long poll if wished, or a stream with Accept: text/event-stream.",
        Handler = typeof(GetEventsHandler),
        Scope = EndpointScope.Read,
        IsStream = true,
        Parameters =
        [
            After,
            new("wait", "Seconds to wait for an event when there is none; at most 30. Default 0.", Type: "integer"),
            new("Last-Event-ID", "The id of the last event seen; goes before after.", In: "header"),
            Ticket,
        ],
        Responses =
        [
            new(200, typeof(EventPage), "The events, in order."),
            new(200, typeof(JobEvent), "A stream that ends with the job; a comment every 15 s.", MediaType: "text/event-stream"),
            new(204, null, "To a stream that is resumed: the job has ended, and there is nothing more."),
        ],
        Problems = [new(400, ErrorCodes.InvalidRequest), NotFound],
    };

    public static Endpoint AllEvents { get; } = new()
    {
        Name = "GetEvents",
        Method = "GET",
        Route = "api/events",
        Tag = Tag,
        Summary = "Read the events of all jobs that you may see: a page, after a long poll if wished, or a stream with Accept: text/event-stream.",
        Handler = typeof(GetAllEventsHandler),
        Scope = EndpointScope.Read,
        IsStream = true,
        Parameters =
        [
            new("after", "An opaque cursor: the next of an earlier answer, or the id of an event of the stream; latest for only what comes. Default: from the beginning."),
            new("wait", "Seconds to wait for an event when there is none; at most 30. Default 0.", Type: "integer"),
            new("type", "Only events of these types, separated by commas."),
            new("task_id", "Only events of this task's jobs."),
            new("Last-Event-ID", "The id of the last event seen; goes before after.", In: "header"),
            Ticket,
        ],
        Responses =
        [
            new(200, typeof(AllEventsPage), "The events, in the order in which they became readable. It may be empty with more to come: go on with next."),
            new(200, typeof(JobEvent), "A stream without an end; a comment every 15 s.", MediaType: "text/event-stream"),
        ],
        Problems = [new(400, ErrorCodes.InvalidRequest)],
    };

    public static Endpoint Logs { get; } = new()
    {
        Name = "GetJobLogs",
        Method = "GET",
        Route = "api/jobs/{id}/logs",
        Tag = Tag,
        Summary = "Read a job's log lines.",
        Handler = typeof(GetLogsHandler),
        Scope = EndpointScope.Read,
        Parameters = [After, new("limit", "1 to 1000. Default 100.", Type: "integer")],
        Responses = [new(200, typeof(LogPage), "The lines, in order.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), NotFound],
    };

    public static Endpoint Negotiate { get; } = new()
    {
        Name = "Negotiate",
        Method = "POST",
        Route = "api/negotiate",
        Tag = Tag,
        Summary = "Where the SignalR hub is, with a token for it. Clients of SignalR connect to /api and ask this by themselves.",
        Handler = typeof(NegotiateHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(HubConnection), "Connect there.")],
        Problems = [new(503, ErrorCodes.HubUnavailable)],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Events, AllEvents, Logs, Negotiate];
}
