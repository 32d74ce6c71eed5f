using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Jobs;

/// <summary>Holds a job where it is, in every status that is not final.</summary>
internal sealed class PauseJobHandler(IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : MoveJobHandler(jobs, wakeUps)
{
    protected override Task<MoveAnswer?> MoveAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Jobs.UpdateAsync(
            record.Job.JobId, current => Lifecycle.Pause(current, request.Caller.Actor, clock.GetUtcNow()), cancellationToken);
}
