using Countersign.Contracts.Older;
using Countersign.Server.Older;

namespace Countersign.Server.Http;

/// <summary>Routes of a replaced service for job documents, all in one envelope.</summary>
public static class DocumentEndpoints
{
    private const string Tag = "older";

    private static readonly EndpointResponse Invalid = new(400, typeof(Envelope), "error.code: invalid_request; error.details names the fields.");
    private static readonly EndpointResponse NotFound = new(404, typeof(Envelope), "error.code: job_not_found.");

    public static Endpoint Submit { get; } = new()
    {
        Name = "SubmitJobDocument",
        Method = "POST",
        Route = "api/v1/jobs",
        Tag = Tag,
        Summary = "Submit a job document; its operation chooses the kind. It runs without a gate as long as it only reads.",
        Handler = typeof(SubmitJobDocumentHandler),
        Scope = EndpointScope.Write,
        CreatesJob = true,
        RequestType = typeof(JobDocument),
        Responses = [new(202, typeof(Envelope), "data: job_id, status, message. A repeat of the same document answers the same job."), Invalid, new(409, typeof(Envelope), "error.code: job_exists."), new(413, typeof(Envelope), "error.code: body_too_large."), new(415, typeof(Envelope), "error.code: unsupported_media_type.")],
    };

    public static Endpoint List { get; } = new()
    {
        Name = "ListJobDocuments",
        Method = "GET",
        Route = "api/v1/jobs",
        Tag = Tag,
        Summary = "List jobs that documents ask for, newest first.",
        Handler = typeof(ListJobDocumentsHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            .. EndpointParts.Paging,
            new("status", "submitted, assigned, completed or failed."),
        ],
        Responses = [new(200, typeof(Envelope), "data: items, total."), Invalid],
    };

    public static Endpoint Get { get; } = new()
    {
        Name = "GetJobDocument",
        Method = "GET",
        Route = "api/v1/jobs/{id}",
        Tag = Tag,
        Summary = "Read a job as its document, with where it stands.",
        Handler = typeof(GetJobDocumentHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Envelope), "data: the document with status, progress and error."), NotFound],
    };

    public static Endpoint Result { get; } = new()
    {
        Name = "GetJobDocumentResult",
        Method = "GET",
        Route = "api/v1/jobs/{id}/result",
        Tag = Tag,
        Summary = "Read the result of a job document.",
        Handler = typeof(GetJobDocumentResultHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Envelope), "data: job_id, status, completed_at, result."), NotFound, new(409, typeof(Envelope), "error.code: not_finished."), new(500, typeof(Envelope), "The job did not complete: error.code and details say why, such as checksum_mismatch.")],
    };

    public static Endpoint Capabilities { get; } = new()
    {
        Name = "GetDocumentCapabilities",
        Method = "GET",
        Route = "api/v1/capabilities",
        Tag = Tag,
        Summary = "List the operations of job documents.",
        Handler = typeof(GetDocumentCapabilitiesHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Envelope), "data: version, document_versions, operations.")],
    };

    public static Endpoint Health { get; } = new()
    {
        Name = "GetDocumentHealth",
        Method = "GET",
        Route = "api/v1/health",
        Tag = Tag,
        Summary = "How the parts are.",
        Handler = typeof(GetDocumentHealthHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(Envelope), "data: the report of /api/health.")],
    };


    public static IReadOnlyList<Endpoint> All { get; } = [Submit, List, Get, Result, Capabilities, Health];
}
