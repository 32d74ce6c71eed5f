using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Plans;

namespace Countersign.Client.Plans;

/// <summary>Plans, their versions, and changing them.</summary>
public sealed class PlansClient
{
    private readonly ApiSender _sender;

    internal PlansClient(ApiSender sender) => _sender = sender;

    /// <summary>The current plan. Refused with <c>plan_not_ready</c> before there is one.</summary>
    /// <remarks>
    /// <see cref="Contracts.Hashing.PlanHash.Matches"/> says whether its hash is that of what it shows: check that before asking a person.
    /// </remarks>
    public Task<Plan> GetAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Job(jobId, "/plan")), ContractsJson.Default.Plan, cancellationToken);

    /// <summary>Every version with the decision on it, the first first; none before there is a plan.</summary>
    public async Task<IReadOnlyList<PlanVersion>> ListVersionsAsync(string jobId, CancellationToken cancellationToken = default) =>
        (await _sender.SendAsync(Requests.Get(ApiPath.Job(jobId, "/plan/versions")), ContractsJson.Default.PlanVersionList, cancellationToken)
            .ConfigureAwait(false)).Items;

    /// <summary>One version.</summary>
    public Task<Plan> GetVersionAsync(string jobId, int version, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(
            Requests.Get(ApiPath.Job(jobId, $"/plan/versions/{ApiPath.Number(version)}")), ContractsJson.Default.Plan, cancellationToken);

    /// <summary>Two versions step by step.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="from">The older version; null for the one before <paramref name="to"/>.</param>
    /// <param name="to">The newer version; null for the current one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<PlanDiff> DiffAsync(string jobId, int? from = null, int? to = null, CancellationToken cancellationToken = default)
    {
        var path = ApiPath.WithQuery(ApiPath.Job(jobId, "/plan/diff"), ("from", ApiPath.Number(from)), ("to", ApiPath.Number(to)));
        return _sender.SendAsync(Requests.Get(path), ContractsJson.Default.PlanDiff, cancellationToken);
    }

    /// <summary>Makes a new version of the plan that is held; votes begin anew.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="planHash">The hash of the plan that was read; refused with <c>plan_changed</c> (412) when another is current.</param>
    /// <param name="steps">All steps of the new version, not only those that change.</param>
    /// <param name="cancellationToken">Stops waiting; the version may have been made.</param>
    public Task<Plan> EditAsync(
        string jobId, string planHash, IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(planHash);
        ArgumentNullException.ThrowIfNull(steps);
        var call = Requests.Send(HttpMethod.Patch, ApiPath.Job(jobId, "/plan"), new EditPlanRequest(steps), Requests.Json.EditPlanRequest);
        return _sender.SendAsync(call with { Headers = [("If-Match", $"\"{planHash}\"")] }, ContractsJson.Default.Plan, cancellationToken);
    }

    /// <summary>Makes a new version of the plan that is held, with the steps of an older one.</summary>
    public Task<Plan> RollbackAsync(string jobId, int version, CancellationToken cancellationToken = default) => _sender.SendAsync(
        Requests.Post(ApiPath.Job(jobId, "/plan/rollback"), new RollbackPlanRequest(version), Requests.Json.RollbackPlanRequest),
        ContractsJson.Default.Plan,
        cancellationToken);
}
