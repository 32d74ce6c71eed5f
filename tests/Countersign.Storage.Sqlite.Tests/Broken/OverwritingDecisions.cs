using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Writes decisions by upsert, so that the last one wins.</summary>
public sealed class OverwritingDecisions : BrokenStorage
{
    private readonly Dictionary<(string JobId, int Version), Decision> _decisions = [];
    private readonly Lock _lock = new();

    public override IJobStore Jobs => new Store(this);

    public override IPlanStore Plans => new Reader(this);

    private sealed class Store(OverwritingDecisions storage) : BrokenJobStore(() => storage.Sound.Jobs)
    {
        public override Task<TOutcome?> UpdateAsync<TOutcome>(
            string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
            where TOutcome : default
        {
            return Sound.UpdateAsync(jobId, Diverted, cancellationToken);

            JobUpdate<TOutcome> Diverted(JobRecord record)
            {
                var update = decide(record);
                if (update.Change?.Decision is { } decision)
                {
                    lock (storage._lock)
                    {
                        storage._decisions[(jobId, decision.PlanVersion)] = decision;
                    }
                }

                return update with { Change = update.Change is null ? null : update.Change with { Decision = null } };
            }
        }
    }

    private sealed class Reader(OverwritingDecisions storage) : IPlanStore
    {
        public Task<Plan?> GetAsync(string jobId, int version, CancellationToken cancellationToken) =>
            storage.Sound.Plans.GetAsync(jobId, version, cancellationToken);

        public Task<Decision?> GetDecisionAsync(string jobId, int version, CancellationToken cancellationToken)
        {
            lock (storage._lock)
            {
                return Task.FromResult(storage._decisions.GetValueOrDefault((jobId, version)));
            }
        }
    }
}
