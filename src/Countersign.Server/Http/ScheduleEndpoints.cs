using Countersign.Contracts.Errors;
using Countersign.Contracts.Schedules;
using Countersign.Server.Schedules;

namespace Countersign.Server.Http;

/// <summary>Schedules: jobs that are submitted by the clock.</summary>
public static class ScheduleEndpoints
{
    private const string Tag = "schedules";
    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.ScheduleNotFound);

    public static Endpoint Create { get; } = new()
    {
        Name = "CreateSchedule",
        Method = "POST",
        Route = "api/schedules",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Save a schedule: a job that is submitted by the clock, for whoever saved it.",
        Handler = typeof(CreateScheduleHandler),
        RequestType = typeof(ScheduleRequest),
        Responses = [new(201, typeof(Schedule), "Saved; Location says where.")],
        Problems = [.. EndpointParts.BodyProblems, new(409, ErrorCodes.ScheduleExists)],
    };

    public static Endpoint List { get; } = new()
    {
        Name = "ListSchedules",
        Method = "GET",
        Route = "api/schedules",
        Scope = EndpointScope.Read,
        Tag = Tag,
        Summary = "List schedules, newest first.",
        Handler = typeof(ListSchedulesHandler),
        Parameters =
        [
            new("owner", "Who saved it; for administrators."),
            new("q", "Part of the name or identifier."),
            .. EndpointParts.Paging,
        ],
        Responses = [new(200, typeof(ScheduleList), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest)],
    };

    public static Endpoint Get { get; } = new()
    {
        Name = "GetSchedule",
        Method = "GET",
        Route = "api/schedules/{schedule_id}",
        Scope = EndpointScope.Read,
        Tag = Tag,
        Summary = "Read a schedule with its next time and its last run.",
        Handler = typeof(GetScheduleHandler),
        Responses = [new(200, typeof(Schedule), "The schedule.")],
        Problems = [NotFound],
    };

    public static Endpoint Patch { get; } = new()
    {
        Name = "PatchSchedule",
        Method = "PATCH",
        Route = "api/schedules/{schedule_id}",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Change what the body names. Runs that there are stay as they are.",
        Handler = typeof(PatchScheduleHandler),
        RequestType = typeof(ScheduleRequest),
        Responses = [new(200, typeof(Schedule), "The schedule as it is now.")],
        Problems = [.. EndpointParts.BodyProblems, NotFound],
    };

    public static Endpoint Delete { get; } = new()
    {
        Name = "DeleteSchedule",
        Method = "DELETE",
        Route = "api/schedules/{schedule_id}",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Remove a schedule. Its runs stay.",
        Handler = typeof(DeleteScheduleHandler),
        Responses = [new(204, null, "Removed.")],
        Problems = [NotFound],
    };

    public static Endpoint Pause { get; } = new()
    {
        Name = "PauseSchedule",
        Method = "POST",
        Route = "api/schedules/{schedule_id}/pause",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Keep a schedule from running. What would have been due meanwhile does not happen.",
        Handler = typeof(PauseScheduleHandler),
        Responses = [new(200, typeof(Schedule), "The schedule as it is now.")],
        Problems = [NotFound],
    };

    public static Endpoint Resume { get; } = new()
    {
        Name = "ResumeSchedule",
        Method = "POST",
        Route = "api/schedules/{schedule_id}/resume",
        Scope = EndpointScope.Write,
        Tag = Tag,
        Summary = "Let a paused schedule run again, from now on.",
        Handler = typeof(ResumeScheduleHandler),
        Responses = [new(200, typeof(Schedule), "The schedule as it is now.")],
        Problems = [NotFound],
    };

    public static Endpoint Times { get; } = new()
    {
        Name = "GetScheduleTimes",
        Method = "GET",
        Route = "api/schedules/{schedule_id}/next",
        Scope = EndpointScope.Read,
        Tag = Tag,
        Summary = "When a schedule is due next.",
        Handler = typeof(GetScheduleTimesHandler),
        Parameters = [new("count", "1 to 100. Default 5.", Type: "integer")],
        Responses = [new(200, typeof(ScheduleTimes), "The next times, in UTC; none while it is paused.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), NotFound],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Create, List, Get, Patch, Delete, Pause, Resume, Times];
}
