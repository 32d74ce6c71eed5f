using Countersign.Contracts.Errors;
using Countersign.Contracts.Tasks;
using Countersign.Server.Tasks;

namespace Countersign.Server.Http;

/// <summary>Tasks: jobs that are written down, and the templates among them.</summary>
public static class TaskEndpoints
{
    private const string Tag = "tasks";
    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.TaskNotFound);
    private static readonly EndpointProblem Builtin = new(409, ErrorCodes.TaskBuiltin);

    public static Endpoint Create { get; } = new()
    {
        Name = "CreateTask",
        Method = "POST",
        Route = "api/tasks",
        Tag = Tag,
        Summary = "Save a task. POST /api/jobs with its task_id runs it.",
        Handler = typeof(CreateTaskHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(TaskRequest),
        Responses = [new(201, typeof(TaskDefinition), "Saved; Location says where.")],
        Problems = [.. EndpointParts.BodyProblems, new(409, ErrorCodes.TaskExists)],
    };

    public static Endpoint List { get; } = new()
    {
        Name = "ListTasks",
        Method = "GET",
        Route = "api/tasks",
        Tag = Tag,
        Summary = "List saved tasks, newest first, or the built-in templates, each with how its runs stand.",
        Handler = typeof(ListTasksHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            new("builtin", "true lists the templates that ship with the product instead. Default false.", Type: "boolean"),
            new("template", "true lists templates only. Default false.", Type: "boolean"),
            new("owner", "Who saved it; for administrators."),
            new("q", "Part of the name or identifier."),
            .. EndpointParts.Paging,
        ],
        Responses = [new(200, typeof(TaskList), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest)],
    };

    public static Endpoint Get { get; } = new()
    {
        Name = "GetTask",
        Method = "GET",
        Route = "api/tasks/{task_id}",
        Tag = Tag,
        Summary = "Read a task with how its runs stand.",
        Handler = typeof(GetTaskHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(TaskDefinition), "The task.")],
        Problems = [NotFound],
    };

    public static Endpoint Patch { get; } = new()
    {
        Name = "PatchTask",
        Method = "PATCH",
        Route = "api/tasks/{task_id}",
        Tag = Tag,
        Summary = "Change what the body names. Runs that there are stay as they are.",
        Handler = typeof(ChangeTaskHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(TaskRequest),
        Responses = [new(200, typeof(TaskDefinition), "The task as it is now.")],
        Problems = [.. EndpointParts.BodyProblems, NotFound, Builtin],
    };

    public static Endpoint Replace { get; } = new()
    {
        Name = "ReplaceTask",
        Method = "PUT",
        Route = "api/tasks/{task_id}",
        Tag = Tag,
        Summary = "Replace all that a task says. Runs that there are stay as they are.",
        Handler = typeof(ChangeTaskHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(TaskRequest),
        Responses = [new(200, typeof(TaskDefinition), "The task as it is now.")],
        Problems = [.. EndpointParts.BodyProblems, NotFound, Builtin],
    };

    public static Endpoint Delete { get; } = new()
    {
        Name = "DeleteTask",
        Method = "DELETE",
        Route = "api/tasks/{task_id}",
        Tag = Tag,
        Summary = "Remove a task none of whose runs is active. Its runs stay.",
        Handler = typeof(DeleteTaskHandler),
        Scope = EndpointScope.Write,
        Responses = [new(204, null, "Removed.")],
        Problems = [NotFound, new(409, ErrorCodes.TaskActive), Builtin],
    };

    public static Endpoint Templates { get; } = new()
    {
        Name = "ListTemplates",
        Method = "GET",
        Route = "api/templates",
        Tag = Tag,
        Summary = "List the templates: those that ship with the product, then at most 100 of your own.",
        Handler = typeof(ListTemplatesHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(TaskList), "All of them; available says whether this server can run one.")],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Create, List, Get, Patch, Replace, Delete, Templates];
}
