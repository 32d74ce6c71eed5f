using Countersign.Contracts.Errors;
using Countersign.Contracts.Proof;
using Countersign.Server.Audit;
using Countersign.Server.Proof;

namespace Countersign.Server.Http;

/// <summary>What was done, by whom, and how anybody can check it.</summary>
public static class ProofEndpoints
{
    private const string Tag = "proof";
    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.JobNotFound);
    private static readonly EndpointProblem AdminOnly = new(403, ErrorCodes.AdminOnly);

    public static Endpoint Keys { get; } = new()
    {
        Name = "GetKeys",
        Method = "GET",
        Route = "api/keys",
        Tag = Tag,
        Summary = "The public keys of the proof signatures, newest first (RFC 7517).",
        Handler = typeof(GetKeysHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(JsonWebKeySet), "The first signs; the others signed before.")],
    };

    public static Endpoint Proof { get; } = new()
    {
        Name = "GetJobProof",
        Method = "GET",
        Route = "api/jobs/{id}/proof",
        Tag = Tag,
        Summary = "Everything that is needed to check offline that what ran is what was approved; for countersign verify.",
        Handler = typeof(GetProofHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(ProofBundle), "The job as it is now, sealed.")],
        Problems = [NotFound],
    };

    public static Endpoint Audit { get; } = new()
    {
        Name = "GetJobAudit",
        Method = "GET",
        Route = "api/jobs/{id}/audit",
        Tag = Tag,
        Summary = "Read the job's audit rows, each chained to the one before it.",
        Handler = typeof(GetJobAuditHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            new("after", "The row's number before the first wanted. Default 0.", Type: "integer"),
            new("limit", "1 to 1000. Default 100.", Type: "integer"),
        ],
        Responses = [new(200, typeof(AuditPage), "In order.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), NotFound],
    };

    public static Endpoint List { get; } = new()
    {
        Name = "ListAudit",
        Method = "GET",
        Route = "api/admin/audit",
        Tag = Tag,
        Summary = "Read the audit rows of all jobs and of the host; for administrators.",
        Handler = typeof(ListAuditHandler),
        Scope = EndpointScope.Admin,
        Parameters =
        [
            new("cursor", "next_cursor of the page before."),
            new("limit", "1 to 1000. Default 100; rows that were written together come together.", Type: "integer"),
        ],
        Responses = [new(200, typeof(AuditListing), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), AdminOnly],
    };

    public static Endpoint Verify { get; } = new()
    {
        Name = "VerifyAudit",
        Method = "GET",
        Route = "api/admin/audit/verify",
        Tag = Tag,
        Summary = "Check every audit row; for administrators. Takes seconds for each hundred thousand rows.",
        Handler = typeof(VerifyAuditHandler),
        Scope = EndpointScope.Admin,
        Responses = [new(200, typeof(AuditVerification), "Valid, or the first row that is not as it was written.")],
        Problems = [AdminOnly],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Keys, Proof, Audit, List, Verify];
}
