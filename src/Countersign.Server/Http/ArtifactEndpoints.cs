using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Artifacts;

namespace Countersign.Server.Http;

/// <summary>The files that jobs produce.</summary>
public static class ArtifactEndpoints
{
    private const string Tag = "jobs";
    private const string AnyType = "*/*";

    private static readonly EndpointParameter[] Which =
    [
        new("step", "The step that saved it. Default: any."),
        new("attempt", "The run of the step, from 1. Default: any.", Type: "integer"),
        new("plan_version", "The plan version of the step. Default: any. Of what is left the newest is answered.", Type: "integer"),
        new("Range", "bytes=first-last; one range. With If-Range only while the ETag is that one.", In: "header"),
        new("If-None-Match", "An ETag that the client has already.", In: "header"),
    ];

    private static readonly EndpointProblem[] Refused =
    [
        new(400, ErrorCodes.InvalidRequest), new(404, ErrorCodes.JobNotFound), new(404, ErrorCodes.ArtifactNotFound),
        new(412, ErrorCodes.PreconditionFailed), new(416, ErrorCodes.RangeNotSatisfiable),
    ];

    public static Endpoint List { get; } = new()
    {
        Name = "ListJobArtifacts",
        Method = "GET",
        Route = "api/jobs/{id}/artifacts",
        Tag = Tag,
        Summary = "List the files that the job's steps saved, those of failed attempts included.",
        Handler = typeof(ListArtifactsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(ArtifactList), "In the order in which their steps ended; a step's files are listed when it has ended.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), new(404, ErrorCodes.JobNotFound)],
    };

    public static Endpoint Get { get; } = new()
    {
        Name = "GetJobArtifact",
        Method = "GET",
        Route = "api/jobs/{id}/artifacts/{name}",
        Tag = Tag,
        Summary = "Download a file. Its ETag is its SHA-256; the answer is an attachment that no browser runs.",
        Handler = typeof(GetArtifactHandler),
        Scope = EndpointScope.Read,
        Parameters = Which,
        Responses =
        [
            new(200, typeof(Stream), "The bytes, with the media type that the step gave.", MediaType: AnyType),
            new(206, typeof(Stream), "The part that was asked for.", MediaType: AnyType),
            new(304, null, "The client has it already."),
        ],
        Problems = Refused,
    };

    public static Endpoint Head { get; } = new()
    {
        Name = "HeadJobArtifact",
        Method = "HEAD",
        Route = "api/jobs/{id}/artifacts/{name}",
        Tag = Tag,
        Summary = "What GET would answer, without the bytes.",
        Handler = typeof(GetArtifactHandler),
        Scope = EndpointScope.Read,
        Parameters = Which,
        Responses = [new(200, null, "Size, media type and ETag."), new(206, null, "The same of the part."), new(304, null, "The client has it already.")],
        Problems = Refused,
    };

    public static IReadOnlyList<Endpoint> All { get; } = [List, Get, Head];
}
