using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Server.Approvals;
using Countersign.Server.Links;
using Countersign.Server.Policies;

namespace Countersign.Server.Http;

/// <summary>What waits for a decision, decisions in many, links, and the rules that decide without a person.</summary>
public static class ApprovalEndpoints
{
    private const string Tag = "approvals";
    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.JobNotFound);

    private static readonly EndpointProblem[] LinkProblems =
    [
        new(404, ErrorCodes.LinkNotFound), new(409, ErrorCodes.PlanChanged), new(409, ErrorCodes.AlreadyDecided), new(409, ErrorCodes.DecisionForged),
        new(409, ErrorCodes.ApprovalClosed), new(410, ErrorCodes.LinkExpired), new(410, ErrorCodes.LinkUsed),
    ];

    public static Endpoint Inbox { get; } = new()
    {
        Name = "ListApprovals",
        Method = "GET",
        Route = "api/approvals",
        Tag = Tag,
        Summary = "List the plans that wait for a decision.",
        Handler = typeof(ListApprovalsHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            new("assignee", "me for the plans that you can decide on now. Default: every one that you may read."),
            new("state", "open, which is the default."),
            new("limit", "1 to 100. Default 10.", Type: "integer"),
            new("cursor", "next_cursor of the page before."),
        ],
        Responses = [new(200, typeof(ApprovalInbox), "One page.")],
        Problems = [new(400, ErrorCodes.InvalidRequest)],
    };

    public static Endpoint Batch { get; } = new()
    {
        Name = "DecideBatch",
        Method = "POST",
        Route = "api/approvals/batch",
        Tag = Tag,
        Summary = "Decide on many plans; each decision is taken or refused for itself.",
        Handler = typeof(DecideBatchHandler),
        Scope = EndpointScope.Decide,
        RequestType = typeof(BatchDecisionRequest),
        Parameters = [new("Idempotency-Key", "A repeat with the same key gets the same answer for each decision; at most 200 characters.", In: "header")],
        Responses = [new(200, typeof(BatchDecisionResponse), "What became of each.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), new(413, ErrorCodes.BodyTooLarge), new(415, ErrorCodes.UnsupportedMediaType)],
    };

    public static Endpoint EvaluatePolicies { get; } = new()
    {
        Name = "EvaluatePolicies",
        Method = "POST",
        Route = "api/policies/evaluate",
        Tag = Tag,
        Summary = "Say what the rules of approval.mode policy would decide, without deciding.",
        Handler = typeof(EvaluatePolicyHandler),
        Scope = EndpointScope.Read,
        PerMinute = 120,
        RequestType = typeof(EvaluatePolicyRequest),
        Responses = [new(200, typeof(PolicyVerdict), "The decision, the rule, and why.")],
        Problems =
        [
            new(400, ErrorCodes.InvalidRequest), NotFound, new(409, ErrorCodes.PlanNotReady), new(413, ErrorCodes.BodyTooLarge),
            new(415, ErrorCodes.UnsupportedMediaType),
        ],
    };

    public static Endpoint CreateLink { get; } = new()
    {
        Name = "CreateApprovalLink",
        Method = "POST",
        Route = "api/jobs/{id}/approval-links",
        Tag = Tag,
        Summary = "Make a link by which one person decides once on the plan that is held. Whoever has the link can use it.",
        Handler = typeof(CreateLinkHandler),
        Scope = EndpointScope.Decide,
        PerMinute = 120,
        RequestType = typeof(ApprovalLinkRequest),
        Responses = [new(201, typeof(ApprovalLinkResponse), "The link; its address is shown this once.")],
        Problems =
        [
            new(400, ErrorCodes.InvalidRequest), new(403, ErrorCodes.Forbidden), new(403, ErrorCodes.NotAnApprover),
            new(403, ErrorCodes.SelfApproval), NotFound, new(409, ErrorCodes.PlanNotHeld), new(409, ErrorCodes.TooManyLinks),
            new(413, ErrorCodes.BodyTooLarge), new(415, ErrorCodes.UnsupportedMediaType),
        ],
    };

    public static Endpoint ShowLink { get; } = new()
    {
        Name = "ShowApprovalLink",
        Method = "GET",
        Route = "api/jobs/{id}/approval-links/{token}",
        Tag = Tag,
        Summary = "Show what a link is for, as a page, or as JSON with Accept: application/json. Changes nothing.",
        Handler = typeof(ShowLinkHandler),
        Scope = EndpointScope.Public,
        AddressIsCredential = true,
        Responses = [new(200, typeof(LinkedApproval), "The plan."), new(200, typeof(string), "The same as a page.", MediaType: "text/html")],
        Problems = LinkProblems,
    };

    public static Endpoint UseLink { get; } = new()
    {
        Name = "UseApprovalLink",
        Method = "POST",
        Route = "api/jobs/{id}/approval-links/{token}",
        Tag = Tag,
        Summary = "Decide by a link, once: JSON {approved, feedback?}, or the form of the link's page, which is answered with a page.",
        Handler = typeof(UseLinkHandler),
        Scope = EndpointScope.Public,
        AddressIsCredential = true,
        RequestType = typeof(LinkDecisionRequest),
        Responses =
        [
            new(200, typeof(DecisionResponse), "Decided."), new(202, typeof(DecisionResponse), "Counted; more votes are needed."),
            new(200, typeof(string), "The same as a page, for the form.", MediaType: "text/html"),
        ],
        Problems =
        [
            new(400, ErrorCodes.InvalidRequest), new(403, ErrorCodes.SelfApproval), new(403, ErrorCodes.NotAnApprover), .. LinkProblems, new(409, ErrorCodes.Paused),
            new(413, ErrorCodes.BodyTooLarge), new(415, ErrorCodes.UnsupportedMediaType),
        ],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Inbox, Batch, CreateLink, ShowLink, UseLink, EvaluatePolicies];
}
