using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>
/// Finds a decision row where none can be by the server's own doing: the plan is held. A decision is never overwritten, so
/// whoever wrote one into the database takes its version's place, and nothing more.
/// </summary>
internal static class DecisionSlots
{
    /// <summary>The held version whose place is taken; null when it is free, or the plan is not held.</summary>
    public static async Task<int?> FindTakenAsync(this IPlanStore plans, JobRecord record, CancellationToken cancellationToken) =>
        record.Job is { Status: JobStatus.AwaitingApproval, Plan: { } plan }
        && await plans.GetDecisionAsync(record.Job.JobId, plan.Version, cancellationToken) is not null
            ? plan.Version
            : null;

    /// <summary>The answer, or a refusal where it would decide on the version whose place is taken.</summary>
    public static JobUpdate<GateAnswer> UnlessTaken(this JobUpdate<GateAnswer> judged, JobRecord record, int? taken) =>
        judged.Change?.Decision is { } decision && decision.PlanVersion == taken
            ? new JobUpdate<GateAnswer>(new GateAnswer(record, Refusals.DecisionForged(decision.PlanVersion)))
            : judged;
}
