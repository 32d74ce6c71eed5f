using Countersign.Contracts.Errors;
using Countersign.Contracts.Older;
using Countersign.Server.Older;

namespace Countersign.Server.Http;

/// <summary>Routes of replaced services for builds, analyses and generations: views of jobs of one kind each.</summary>
public static class OlderEndpoints
{
    private const string Tag = "older";

    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.JobNotFound);
    private static readonly EndpointProblem Invalid = new(400, ErrorCodes.InvalidRequest);

    private static readonly EndpointParameter Key = new("Idempotency-Key", "Names the job, so that a repeat answers with the same one; at most 200 characters.", In: "header");

    public static Endpoint CreateBuild { get; } = new()
    {
        Name = "CreateBuild",
        Method = "POST",
        Route = "api/build",
        Tag = Tag,
        Summary = "Build and test sources: a job of the kind source.build.",
        Handler = typeof(CreateBuildHandler),
        Scope = EndpointScope.Write,
        CreatesJob = true,
        RequestType = typeof(BuildRequest),
        Parameters =
        [
            Key,
        ],
        Responses = [new(202, typeof(OlderAccepted), "Accepted; Location says where to ask after it.")],
        Problems = [.. EndpointParts.BodyProblems, new(409, ErrorCodes.JobExists)],
    };

    public static Endpoint ListBuilds { get; } = new()
    {
        Name = "ListBuilds",
        Method = "GET",
        Route = "api/build",
        Tag = Tag,
        Summary = "List builds, newest first.",
        Handler = typeof(ListBuildsHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            .. EndpointParts.Paging,
            new("status", "pending, running, completed, failed or cancelled."),
        ],
        Responses = [new(200, typeof(OlderJobList), "One page.")],
        Problems = [Invalid],
    };

    public static Endpoint GetBuild { get; } = new()
    {
        Name = "GetBuild",
        Method = "GET",
        Route = "api/build/{id}",
        Tag = Tag,
        Summary = "Read a build with all its details.",
        Handler = typeof(GetBuildHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(OlderJob), "The build.")],
        Problems = [NotFound],
    };

    public static Endpoint CancelBuild { get; } = new()
    {
        Name = "CancelBuild",
        Method = "DELETE",
        Route = "api/build/{id}",
        Tag = Tag,
        Summary = "Cancel a build.",
        Handler = typeof(CancelBuildHandler),
        Scope = EndpointScope.Write,
        Responses = [new(200, typeof(OlderAccepted), "Cancelled.")],
        Problems = [NotFound, new(403, ErrorCodes.Forbidden), new(409, ErrorCodes.IllegalTransition)],
    };

    public static Endpoint CreateCodeAnalysis { get; } = new()
    {
        Name = "CreateCodeAnalysis",
        Method = "POST",
        Route = "api/analysis",
        Tag = Tag,
        Summary = "Analyse code: a job of the kind code.analysis, without a gate as long as it only reads.",
        Handler = typeof(CreateCodeAnalysisHandler),
        Scope = EndpointScope.Write,
        CreatesJob = true,
        RequestType = typeof(CodeAnalysisRequest),
        Parameters =
        [
            Key,
        ],
        Responses = [new(202, typeof(OlderAccepted), "Accepted; Location says where to ask after it.")],
        Problems = [.. EndpointParts.BodyProblems, new(409, ErrorCodes.JobExists)],
    };

    public static Endpoint GetCodeAnalysis { get; } = new()
    {
        Name = "GetCodeAnalysis",
        Method = "GET",
        Route = "api/analysis/{id}",
        Tag = Tag,
        Summary = "Read an analysis with its results.",
        Handler = typeof(GetCodeAnalysisHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(OlderJob), "The analysis.")],
        Problems = [NotFound],
    };

    public static Endpoint Generate { get; } = new()
    {
        Name = "GenerateProject",
        Method = "POST",
        Route = "api/generate",
        Tag = Tag,
        Summary = "Generate a project: a job of the kind project.generate.",
        Handler = typeof(GenerateProjectHandler),
        Scope = EndpointScope.Write,
        CreatesJob = true,
        RequestType = typeof(GenerateRequest),
        Parameters =
        [
            Key,
        ],
        Responses = [new(202, typeof(GenerateAccepted), "Accepted; Location says where to ask after it.")],
        Problems = [.. EndpointParts.BodyProblems, new(409, ErrorCodes.JobExists)],
    };


    public static IReadOnlyList<Endpoint> All { get; } = [CreateBuild, ListBuilds, GetBuild, CancelBuild, CreateCodeAnalysis, GetCodeAnalysis, Generate];
}
