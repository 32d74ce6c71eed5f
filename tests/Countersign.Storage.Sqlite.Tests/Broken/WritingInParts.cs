using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Writes record and events first and the plan in a transaction of its own.</summary>
public sealed class WritingInParts : BrokenStorage
{
    public override IJobStore Jobs => new Store(this);

    private sealed class Store(WritingInParts storage) : BrokenJobStore(() => storage.Sound.Jobs)
    {
        public override async Task<TOutcome?> UpdateAsync<TOutcome>(
            string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
            where TOutcome : default
        {
            JobUpdate<TOutcome>? decided = null;
            await Sound.UpdateAsync(jobId, record => WithoutPlan(decided = decide(record)), cancellationToken);
            return await Sound.UpdateAsync(jobId, record => OnlyPlan(record, decided!), cancellationToken);
        }

        private static JobUpdate<TOutcome> WithoutPlan<TOutcome>(JobUpdate<TOutcome> update) =>
            update with { Change = update.Change! with { Plan = null } };

        private static JobUpdate<TOutcome> OnlyPlan<TOutcome>(JobRecord record, JobUpdate<TOutcome> update) =>
            update with { Change = new JobChange { Record = record, Plan = update.Change!.Plan } };
    }
}
