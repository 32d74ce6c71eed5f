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
            new("access_token", "A ticket of POST /api/auth/ticket, in place of the headers that an EventSource cannot send."),
        ],
        Responses =
        [
            new(200, typeof(EventPage), "The events, in order."),
            new(200, typeof(JobEvent), "A stream that ends with the job.", MediaType: "text/event-stream"),
        ],
        Problems = [new(400, ErrorCodes.InvalidRequest), NotFound],
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

    public static IReadOnlyList<Endpoint> All { get; } = [Events, Logs, Negotiate];
}
