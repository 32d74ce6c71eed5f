using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Jobs;

/// <summary>Ends a job at once; running steps notice within a second, and nothing they report is stored any more.</summary>
internal sealed class CancelJobHandler(IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : MoveJobHandler(jobs, wakeUps)
{
    protected override Task<MoveAnswer?> MoveAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Jobs.UpdateAsync(
            record.Job.JobId, current => Lifecycle.Cancel(current, request.Caller.Actor, clock.GetUtcNow()), cancellationToken);
}
