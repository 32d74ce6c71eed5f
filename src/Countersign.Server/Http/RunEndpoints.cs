using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Events;
using Countersign.Server.Jobs;
using Countersign.Server.Older;

namespace Countersign.Server.Http;

/// <summary>Routes of a replaced service for runs of tasks: views of jobs that have a task.</summary>
public static class RunEndpoints
{
    private const string Tag = "older";

    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.JobNotFound);
    private static readonly EndpointProblem Invalid = new(400, ErrorCodes.InvalidRequest);

    private static readonly EndpointParameter Key = new("Idempotency-Key", "Names the job, so that a repeat answers with the same one; at most 200 characters.", In: "header");

    public static Endpoint Create { get; } = new()
    {
        Name = "CreateRun",
        Method = "POST",
        Route = "api/runs",
        Tag = Tag,
        Summary = "Run a task; it starts at once.",
        Handler = typeof(CreateRunHandler),
        Scope = EndpointScope.Write,
        CreatesJob = true,
        RequestType = typeof(RunRequest),
        Parameters =
        [
            Key,
        ],
        Responses = [new(201, typeof(Run), "Started; Location says where to ask after it.")],
        Problems = [.. EndpointParts.BodyProblems, new(404, ErrorCodes.TaskNotFound), new(409, ErrorCodes.JobExists)],
    };

    public static Endpoint List { get; } = new()
    {
        Name = "ListRuns",
        Method = "GET",
        Route = "api/runs",
        Tag = Tag,
        Summary = "List runs of tasks, newest first.",
        Handler = typeof(ListRunsHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            .. EndpointParts.Paging,
            new("task_id", "Runs of this task."),
            new("status", "pending, running, completed, failed, cancelled or timeout."),
        ],
        Responses = [new(200, typeof(RunList), "One page.")],
        Problems = [Invalid],
    };

    public static Endpoint Get { get; } = new()
    {
        Name = "GetRun",
        Method = "GET",
        Route = "api/runs/{id}",
        Tag = Tag,
        Summary = "Read a run with its plan and its result.",
        Handler = typeof(GetRunHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Run), "The run.")],
        Problems = [NotFound],
    };

    public static Endpoint Patch { get; } = new()
    {
        Name = "PatchRun",
        Method = "PATCH",
        Route = "api/runs/{id}",
        Tag = Tag,
        Summary = "Cancel a run, pause it, or let it go on.",
        Handler = typeof(PatchRunHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(RunPatch),
        Responses = [new(200, typeof(Run), "The run as it is now.")],
        Problems = [.. EndpointParts.BodyProblems, NotFound, new(403, ErrorCodes.Forbidden), new(409, ErrorCodes.IllegalTransition)],
    };

    public static Endpoint Delete { get; } = new()
    {
        Name = "DeleteRun",
        Method = "DELETE",
        Route = "api/runs/{id}",
        Tag = Tag,
        Summary = "Remove a run that has ended.",
        Handler = typeof(DeleteJobHandler),
        Scope = EndpointScope.Write,
        Responses = [new(204, null, "Removed.")],
        Problems = [NotFound, new(403, ErrorCodes.Forbidden), new(409, ErrorCodes.JobActive)],
    };

    public static Endpoint Approve { get; } = new()
    {
        Name = "ApproveRun",
        Method = "POST",
        Route = "api/runs/{id}/approve",
        Tag = Tag,
        Summary = "Decide on the plan of a run.",
        Handler = typeof(ApproveRunHandler),
        Scope = EndpointScope.Decide,
        RequestType = typeof(RunDecision),
        Responses = [new(200, typeof(Run), "Decided."), new(202, typeof(Run), "More votes are needed.")],
        Problems = [.. EndpointParts.BodyProblems, NotFound, new(403, ErrorCodes.SelfApproval), new(403, ErrorCodes.NotAnApprover), new(409, ErrorCodes.AlreadyDecided), new(409, ErrorCodes.ApprovalClosed), new(409, ErrorCodes.Paused)],
    };

    public static Endpoint Logs { get; } = new()
    {
        Name = "GetRunLogs",
        Method = "GET",
        Route = "api/runs/{id}/logs",
        Tag = Tag,
        Summary = "Read the lines that a run logged.",
        Handler = typeof(GetLogsHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            new("after", "The sequence number before the first line. Default 0.", Type: "integer"),
            new("limit", "1 to 1000. Default 100.", Type: "integer"),
        ],
        Responses = [new(200, typeof(LogPage), "The lines after the one asked for.")],
        Problems = [NotFound, Invalid],
    };


    public static IReadOnlyList<Endpoint> All { get; } = [Create, List, Get, Patch, Delete, Approve, Logs];
}
