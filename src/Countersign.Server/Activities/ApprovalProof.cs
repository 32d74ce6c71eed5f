using System.Runtime.CompilerServices;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Server.Kinds;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Countersign.Server.Proof;

namespace Countersign.Server.Activities;

/// <summary>Loads a plan for execution, and refuses any that is not the approved one.</summary>
internal sealed class ApprovalProof(StageParts parts, DecisionSignatures signatures, KindCatalogue kinds)
{
    // Neither changes once it is made, so what was proved of a pair stays proved for as long as both are in memory.
    private readonly ConditionalWeakTable<Decision, Plan> _proved = [];

    /// <summary>The plan, after its hash, the decision on it, and the decision's signature were checked.</summary>
    /// <param name="record">The job.</param>
    /// <param name="version">The version to execute.</param>
    /// <param name="hash">The hash that was approved, as the orchestration holds it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WorkFailedException"><c>plan_not_approved</c>.</exception>
    public async Task<ApprovedPlan> LoadAsync(JobRecord record, int version, string hash, CancellationToken cancellationToken)
    {
        var job = record.Job;
        if (job.Plan?.Version != version)
        {
            throw Refused("another version of the plan has taken its place.");
        }

        var plan = await parts.FindPlanAsync(record, version, cancellationToken);
        var needsDecision = plan is not null && PlanRules.NeedsDecision(job.Approval.Mode, plan);
        var decision = needsDecision ? await parts.FindDecisionAsync(record, version, cancellationToken) : null;
        var isProved = decision is not null && _proved.TryGetValue(decision, out var proved) && ReferenceEquals(plan, proved);
        if (plan is null || plan.Hash != hash || !(isProved || PlanHash.Matches(job.JobId, job.Kind, plan)))
        {
            throw Refused("the stored plan does not have the hash that was to be executed.");
        }

        if (!needsDecision)
        {
            return new ApprovedPlan(plan, null);
        }

        if (decision is not { Approved: true } || decision.JobId != job.JobId || decision.PlanVersion != version || decision.PlanHash != plan.Hash)
        {
            throw Refused("no approval of this plan is stored.");
        }

        // Whoever can write to the database can write a decision; only the server can sign one.
        if (!isProved && await signatures.CheckAsync(decision, cancellationToken) is { } problem)
        {
            throw Refused($"the stored approval is not one that this server signed: {problem}.");
        }

        if (record.Known is not null)
        {
            _proved.AddOrUpdate(decision, plan);
        }

        // Rules never approve what removes something, whatever wrote their decision; upkeep, which no client can submit, has its own.
        return PolicyActors.IsPolicy(decision.Actor) && !IsOfUpkeep(job.Kind, decision) && plan.HighestRisk() == Risk.Destructive
            ? throw Refused("its plan removes or overwrites something, and no person approved it.")
            : new ApprovedPlan(plan, decision);
    }

    private bool IsOfUpkeep(string kind, Decision decision) =>
        kinds.FindUpkeep(kind) is { } upkeep && decision.Actor == PolicyActors.Of(upkeep.Rule);

    private static WorkFailedException Refused(string why) =>
        new(ErrorCodes.PlanNotApproved, $"The step was not started: {why}");
}
