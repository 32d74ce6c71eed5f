using Countersign.Contracts.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>Reads the plan version that a job is at.</summary>
internal sealed class CurrentPlan(IPlanStore plans)
{
    /// <returns>Null before the job has a plan.</returns>
    public async Task<Plan?> ReadAsync(JobRecord record, CancellationToken cancellationToken) =>
        record.Job.Plan is { } current ? await plans.GetAsync(record.Job.JobId, current.Version, cancellationToken) : null;
}
