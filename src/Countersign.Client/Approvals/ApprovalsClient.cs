using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;

namespace Countersign.Client.Approvals;

/// <summary>What waits for a decision, and deciding.</summary>
/// <remarks>
/// The methods named after a verdict take the hash of the plan that a person saw, so that no other plan is decided on. Refusals have the
/// codes <c>plan_changed</c>, <c>already_decided</c>, <c>approval_closed</c>, <c>paused</c> (409), <c>self_approval</c> and
/// <c>not_an_approver</c> (403).
/// </remarks>
public sealed class ApprovalsClient
{
    private const string Route = "api/approvals";
    private const int ItemsOfAPage = 100;

    private readonly ApiSender _sender;

    internal ApprovalsClient(ApiSender sender) => _sender = sender;

    /// <summary>Approves a plan, whole or without some steps. <c>Decision</c> is null in the answer while more votes are needed.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="planHash">The hash of the plan that the person saw.</param>
    /// <param name="feedback">Why; null for nothing.</param>
    /// <param name="exclude">Ids of steps to leave out; null for none.</param>
    /// <param name="cancellationToken">Stops waiting; the decision may have been taken.</param>
    public Task<DecisionResponse> ApproveAsync(
        string jobId, string planHash, string? feedback = null, IReadOnlyList<string>? exclude = null, CancellationToken cancellationToken = default) =>
        DecideSeenAsync(jobId, new DecisionRequest { Approved = true, PlanHash = planHash, Feedback = feedback, Exclude = exclude }, cancellationToken);

    /// <summary>Rejects a plan, which ends the job.</summary>
    public Task<DecisionResponse> RejectAsync(
        string jobId, string planHash, string? feedback = null, CancellationToken cancellationToken = default) =>
        DecideSeenAsync(jobId, new DecisionRequest { Approved = false, PlanHash = planHash, Feedback = feedback }, cancellationToken);

    /// <summary>Rejects a plan and asks for another one that answers the feedback.</summary>
    public Task<DecisionResponse> ReplanAsync(string jobId, string planHash, string feedback, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(feedback);
        return DecideSeenAsync(
            jobId, new DecisionRequest { Approved = false, PlanHash = planHash, Feedback = feedback, Replan = true }, cancellationToken);
    }

    /// <summary>Sends a decision as it is.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="decision">What is decided. Without a plan's hash it is for whatever plan is current.</param>
    /// <param name="idempotencyKey">
    /// At most 200 characters; a repeat with the same key and content gets the same answer. With it the request is tried again after a
    /// 429, a 503 and a connection that broke; without it, never.
    /// </param>
    /// <param name="cancellationToken">Stops waiting; the decision may have been taken.</param>
    public Task<DecisionResponse> DecideAsync(
        string jobId, DecisionRequest decision, string? idempotencyKey = null, CancellationToken cancellationToken = default) => _sender.SendAsync(
        Requests.Post(ApiPath.Job(jobId, "/approve"), decision, Requests.Json.DecisionRequest).WithKey(idempotencyKey),
        ContractsJson.Default.DecisionResponse,
        cancellationToken);

    /// <summary>Decides on up to 100 plans; each decision is taken or refused for itself, and the answers have their order.</summary>
    public async Task<IReadOnlyList<BatchDecisionResult>> DecideBatchAsync(
        IReadOnlyList<BatchDecision> decisions, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        var call = Requests.Post(Route + "/batch", new BatchDecisionRequest(decisions), Requests.Json.BatchDecisionRequest).WithKey(idempotencyKey);
        return (await _sender.SendAsync(call, ContractsJson.Default.BatchDecisionResponse, cancellationToken).ConfigureAwait(false)).Results;
    }

    /// <summary>The plans that wait for a decision, page after page as they are read, the newest jobs first.</summary>
    /// <param name="mine">Whether only those that the caller can decide on now. Default true; otherwise every one that the caller may read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<ApprovalItem> InboxAsync(bool mine = true, CancellationToken cancellationToken = default) => Pages.FollowAsync(
        async (cursor, token) =>
        {
            var path = ApiPath.WithQuery(Route, ("assignee", mine ? "me" : null), ("limit", ApiPath.Number(ItemsOfAPage)), ("cursor", cursor));
            var page = await _sender.SendAsync(Requests.Get(path), ContractsJson.Default.ApprovalInbox, token).ConfigureAwait(false);
            return (page.Items, page.NextCursor);
        },
        cancellationToken);

    /// <summary>Makes a link by which one person decides once on the plan that is held. Whoever has it can use it.</summary>
    public Task<ApprovalLinkResponse> CreateLinkAsync(string jobId, ApprovalLinkRequest request, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(
            Requests.Post(ApiPath.Job(jobId, "/approval-links"), request, Requests.Json.ApprovalLinkRequest),
            ContractsJson.Default.ApprovalLinkResponse,
            cancellationToken);

    /// <summary>What the rules of <c>approval.mode: policy</c> would decide, without deciding.</summary>
    public Task<PolicyVerdict> EvaluatePoliciesAsync(EvaluatePolicyRequest request, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(
            Requests.Post("api/policies/evaluate", request, Requests.Json.EvaluatePolicyRequest) with { IsRepeatable = true },
            ContractsJson.Default.PolicyVerdict,
            cancellationToken);

    private Task<DecisionResponse> DecideSeenAsync(string jobId, DecisionRequest decision, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(decision.PlanHash);
        return DecideAsync(jobId, decision, idempotencyKey: null, cancellationToken);
    }
}
