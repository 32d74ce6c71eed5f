using Countersign.Contracts.Errors;

namespace Countersign.Server.Http;

/// <summary>What descriptions of several endpoints have in common.</summary>
internal static class EndpointParts
{
    /// <summary>How a JSON body is refused.</summary>
    public static EndpointProblem[] BodyProblems { get; } =
        [new(400, ErrorCodes.InvalidRequest), new(413, ErrorCodes.BodyTooLarge), new(415, ErrorCodes.UnsupportedMediaType)];

    /// <summary>Which part of a list is wanted.</summary>
    public static EndpointParameter[] Paging { get; } =
    [
        new("skip", "How many to pass over. Default 0.", Type: "integer"),
        new("limit", "1 to 100. Default 10.", Type: "integer"),
    ];
}
