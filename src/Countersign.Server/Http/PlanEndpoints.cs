using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Server.Plans;

namespace Countersign.Server.Http;

/// <summary>Plans and the decisions on them.</summary>
public static class PlanEndpoints
{
    private const string Tag = "plans";
    private static readonly EndpointProblem NotFound = new(404, ErrorCodes.JobNotFound);

    private static readonly EndpointProblem[] RevisionProblems =
    [
        new(400, ErrorCodes.InvalidRequest), new(403, ErrorCodes.Forbidden), NotFound, new(409, ErrorCodes.PlanNotReady),
        new(409, ErrorCodes.PlanNotHeld), new(409, ErrorCodes.AlreadyDecided), new(409, ErrorCodes.ApprovalClosed),
        new(409, ErrorCodes.Paused), new(409, ErrorCodes.TooManyVersions), new(413, ErrorCodes.BodyTooLarge),
        new(415, ErrorCodes.UnsupportedMediaType),
    ];

    public static Endpoint Get { get; } = new()
    {
        Name = "GetPlan",
        Method = "GET",
        Route = "api/jobs/{id}/plan",
        Tag = Tag,
        Summary = "Read the current plan; its ETag is its hash.",
        Handler = typeof(GetPlanHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Plan), "The current version.")],
        Problems = [NotFound, new(409, ErrorCodes.PlanNotReady)],
    };

    public static Endpoint Decide { get; } = new()
    {
        Name = "DecidePlan",
        Method = "POST",
        Route = "api/jobs/{id}/approve",
        Tag = Tag,
        Summary = "Approve the plan that is held, whole or without some steps, reject it, or ask for another.",
        Handler = typeof(DecidePlanHandler),
        Scope = EndpointScope.Decide,
        RequestType = typeof(DecisionRequest),
        Parameters = [new("Idempotency-Key", "A repeat with the same key and content gets the same answer; at most 200 characters.", In: "header")],
        Responses = [new(200, typeof(DecisionResponse), "Decided."), new(202, typeof(DecisionResponse), "Counted; more votes are needed.")],
        Problems =
        [
            new(400, ErrorCodes.InvalidRequest), new(403, ErrorCodes.SelfApproval), new(403, ErrorCodes.NotAnApprover), NotFound,
            new(409, ErrorCodes.PlanNotReady), new(409, ErrorCodes.PlanChanged), new(409, ErrorCodes.AlreadyDecided),
            new(409, ErrorCodes.DecisionForged), new(409, ErrorCodes.ApprovalClosed), new(409, ErrorCodes.Paused), new(409, ErrorCodes.StepNeeded),
            new(409, ErrorCodes.ExclusionDiffers), new(409, ErrorCodes.IdempotencyKeyReused), new(413, ErrorCodes.BodyTooLarge), new(415, ErrorCodes.UnsupportedMediaType),
        ],
    };

    public static Endpoint Versions { get; } = new()
    {
        Name = "ListPlanVersions",
        Method = "GET",
        Route = "api/jobs/{id}/plan/versions",
        Tag = Tag,
        Summary = "List every version of the plan with the decision on it.",
        Handler = typeof(ListPlanVersionsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(PlanVersionList), "The versions, the first first; none before there is a plan.")],
        Problems = [NotFound],
    };

    public static Endpoint Version { get; } = new()
    {
        Name = "GetPlanVersion",
        Method = "GET",
        Route = "api/jobs/{id}/plan/versions/{version}",
        Tag = Tag,
        Summary = "Read one version of the plan.",
        Handler = typeof(GetPlanVersionHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Plan), "The version.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), NotFound, new(404, ErrorCodes.PlanVersionNotFound), new(409, ErrorCodes.PlanNotReady)],
    };

    public static Endpoint Diff { get; } = new()
    {
        Name = "DiffPlans",
        Method = "GET",
        Route = "api/jobs/{id}/plan/diff",
        Tag = Tag,
        Summary = "Compare two versions of the plan, step by step.",
        Handler = typeof(DiffPlansHandler),
        Scope = EndpointScope.Read,
        Parameters =
        [
            new("from", "The older version. Default: the one before to.", Type: "integer"),
            new("to", "The newer version. Default: the current one.", Type: "integer"),
        ],
        Responses = [new(200, typeof(PlanDiff), "The difference.")],
        Problems = [new(400, ErrorCodes.InvalidRequest), NotFound, new(404, ErrorCodes.PlanVersionNotFound), new(409, ErrorCodes.PlanNotReady)],
    };

    public static Endpoint Edit { get; } = new()
    {
        Name = "EditPlan",
        Method = "PATCH",
        Route = "api/jobs/{id}/plan",
        Tag = Tag,
        Summary = "Make a new version of the plan that is held; votes begin anew, and so does the time to decide.",
        Handler = typeof(EditPlanHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(EditPlanRequest),
        Parameters = [new("If-Match", "The ETag of the plan that was read.", In: "header", Required: true)],
        Responses = [new(200, typeof(Plan), "The new version.")],
        Problems =
        [
            .. RevisionProblems, new(412, ErrorCodes.PlanChanged), new(422, ErrorCodes.PlanInvalid), new(428, ErrorCodes.PreconditionRequired),
        ],
    };

    public static Endpoint Rollback { get; } = new()
    {
        Name = "RollbackPlan",
        Method = "POST",
        Route = "api/jobs/{id}/plan/rollback",
        Tag = Tag,
        Summary = "Make a new version of the plan that is held, with the steps of an older one.",
        Handler = typeof(RollbackPlanHandler),
        Scope = EndpointScope.Write,
        RequestType = typeof(RollbackPlanRequest),
        Responses = [new(200, typeof(Plan), "The new version.")],
        Problems = [.. RevisionProblems, new(412, ErrorCodes.PlanChanged), new(422, ErrorCodes.PlanInvalid)],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Get, Versions, Version, Diff, Edit, Rollback, Decide];
}
