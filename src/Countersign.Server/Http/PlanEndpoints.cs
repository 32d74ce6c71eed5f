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

    public static Endpoint Get { get; } = new()
    {
        Name = "GetPlan",
        Method = "GET",
        Route = "api/jobs/{id}/plan",
        Tag = Tag,
        Summary = "Read the current plan; its ETag is its hash.",
        Handler = typeof(GetPlanHandler),
        Responses = [new(200, typeof(Plan), "The current version.")],
        Problems = [NotFound, new(409, ErrorCodes.PlanNotReady)],
    };

    public static Endpoint Decide { get; } = new()
    {
        Name = "DecidePlan",
        Method = "POST",
        Route = "api/jobs/{id}/approve",
        Tag = Tag,
        Summary = "Approve or reject the plan that is held.",
        Handler = typeof(DecidePlanHandler),
        RequestType = typeof(DecisionRequest),
        Responses = [new(200, typeof(DecisionResponse), "Decided."), new(202, typeof(DecisionResponse), "Counted; more votes are needed.")],
        Problems =
        [
            new(400, ErrorCodes.InvalidRequest), new(403, ErrorCodes.SelfApproval), new(403, ErrorCodes.NotAnApprover), NotFound,
            new(409, ErrorCodes.PlanNotReady), new(409, ErrorCodes.PlanChanged), new(409, ErrorCodes.AlreadyDecided),
            new(409, ErrorCodes.ApprovalClosed), new(409, ErrorCodes.Paused), new(413, ErrorCodes.BodyTooLarge), new(415, ErrorCodes.UnsupportedMediaType),
        ],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Get, Decide];
}
