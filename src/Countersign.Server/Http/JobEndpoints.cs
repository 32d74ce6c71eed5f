using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Instances;
using Countersign.Server.Jobs;
using Countersign.Server.Uploads;

namespace Countersign.Server.Http;

/// <summary>Submitting jobs and looking at them.</summary>
public static class JobEndpoints
{
    private const string Tag = "jobs";
    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.JobNotFound);

    private static readonly EndpointParameter[] ListParameters =
    [
        new("status", "Statuses separated by commas."),
        new("kind", "The kind's name."),
        new("task_id", "Runs of this task."),
        new("owner", "Who submitted; for administrators."),
        new("tag", "Jobs with this tag."),
        new("q", "Part of the name or identifier."),
        new("created_after", "RFC 3339, exclusive."),
        new("created_before", "RFC 3339, exclusive."),
        new("sort", "-created_at (default) or created_at."),
        new("skip", "How many to pass over. Default 0.", Type: "integer"),
        new("limit", "1 to 100. Default 10.", Type: "integer"),
        new("cursor", "next_cursor of the page before; instead of skip."),
    ];

    public static Endpoint Submit { get; } = new()
    {
        Name = "SubmitJob",
        Method = "POST",
        Route = "api/jobs",
        Tag = Tag,
        Summary = "Submit a job. With job_id or Idempotency-Key a repeat answers with the same job.",
        Handler = typeof(SubmitJobHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(SubmitJobRequest),
        Parameters = [new("Idempotency-Key", "Names the job where the body has no job_id; at most 200 characters.", In: "header")],
        Responses = [new(202, typeof(Job), "Accepted; Location says where to ask after it. Idempotent-Replayed: true marks a repeat.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), new(409, ErrorCodes.JobExists), new(413, ErrorCodes.BodyTooLarge), new(415, ErrorCodes.UnsupportedMediaType)],
    };

    public static Endpoint List { get; } = new()
    {
        Name = "ListJobs",
        Method = "GET",
        Route = "api/jobs",
        Tag = Tag,
        Summary = "List jobs, newest first.",
        Handler = typeof(ListJobsHandler),
        Scope = EndpointScope.Read,
        Parameters = ListParameters,
        Responses = [new(200, typeof(JobList), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest)],
    };

    public static Endpoint ListAll { get; } = new()
    {
        Name = "ListAllJobs",
        Method = "GET",
        Route = "api/admin/jobs",
        Tag = Tag,
        Summary = "List everybody's jobs, newest first; for administrators.",
        Handler = typeof(ListJobsHandler),
        Scope = EndpointScope.Admin,
        Parameters = ListParameters,
        Responses = [new(200, typeof(JobList), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), new(403, ErrorCodes.AdminOnly)],
    };

    public static Endpoint Get { get; } = new()
    {
        Name = "GetJob",
        Method = "GET",
        Route = "api/jobs/{id}",
        Tag = Tag,
        Summary = "Read a job.",
        Handler = typeof(GetJobHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Job), "The job.")],
        Problems = [NotFound],
    };

    public static Endpoint Result { get; } = new()
    {
        Name = "GetJobResult",
        Method = "GET",
        Route = "api/jobs/{id}/result",
        Tag = Tag,
        Summary = "Read how a job ended.",
        Handler = typeof(GetResultHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(JobResult), "The job is final.")],
        Problems = [NotFound, new(409, ErrorCodes.NotFinished)],
    };

    public static Endpoint Analysis { get; } = new()
    {
        Name = "GetJobAnalysis",
        Method = "GET",
        Route = "api/jobs/{id}/analysis",
        Tag = Tag,
        Summary = "Read what was found out about the input.",
        Handler = typeof(GetAnalysisHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Analysis), "The analysis.")],
        Problems = [NotFound, new(409, ErrorCodes.AnalysisNotReady)],
    };

    public static Endpoint Steps { get; } = new()
    {
        Name = "GetJobSteps",
        Method = "GET",
        Route = "api/jobs/{id}/steps",
        Tag = Tag,
        Summary = "Read what became of each step of the plan.",
        Handler = typeof(GetStepsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(StepList), "The steps in plan order.")],
        Problems = [NotFound, new(409, ErrorCodes.PlanNotReady)],
    };

    public static Endpoint Instance { get; } = new()
    {
        Name = "GetInstance",
        Method = "GET",
        Route = "api/instances/{id}",
        Tag = Tag,
        Summary = "Read a job in the shape of a Durable Functions status query.",
        Handler = typeof(GetInstanceHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(InstanceStatus), "The job is final."), new(202, typeof(InstanceStatus), "The job is not final yet.")],
        Problems = [NotFound],
    };

    public static Endpoint Upload { get; } = new()
    {
        Name = "CreateUpload",
        Method = "POST",
        Route = "api/uploads",
        Tag = Tag,
        Summary = "Send bytes for jobs to read.",
        Handler = typeof(CreateUploadHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(Stream),
        RequestMediaType = "application/octet-stream",
        Parameters = [new("name", "The file's name, without a folder.", Required: true)],
        Responses = [new(201, typeof(Upload), "Stored; upload_id names it in a kind's input.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), new(413, ErrorCodes.UploadTooLarge)],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Submit, List, ListAll, Get, Result, Analysis, Steps, Instance, Upload];
}
