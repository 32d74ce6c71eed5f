using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Keeps showing the plans of deleted jobs.</summary>
public sealed class LeavingPlansBehind : BrokenStorage
{
    private readonly Dictionary<(string JobId, int Version), Plan> _plans = [];

    public override IJobStore Jobs => new Store(this);

    public override IPlanStore Plans => new Reader(this);

    private sealed class Store(LeavingPlansBehind storage) : BrokenJobStore(() => storage.Sound.Jobs)
    {
        public override Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken)
        {
            if (change.Plan is { } plan)
            {
                storage._plans[(change.Record.Job.JobId, plan.Version)] = plan;
            }

            return Sound.TryCreateAsync(change, cancellationToken);
        }
    }

    private sealed class Reader(LeavingPlansBehind storage) : IPlanStore
    {
        public Task<Plan?> GetAsync(string jobId, int version, CancellationToken cancellationToken) =>
            Task.FromResult(storage._plans.GetValueOrDefault((jobId, version)));

        public Task<Decision?> GetDecisionAsync(string jobId, int version, CancellationToken cancellationToken) =>
            storage.Sound.Plans.GetDecisionAsync(jobId, version, cancellationToken);
    }
}
