using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Jobs;

/// <summary>Lets a paused job go on.</summary>
internal sealed class ResumeJobHandler(IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : MoveJobHandler(jobs, wakeUps)
{
    protected override Task<MoveAnswer?> MoveAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Jobs.UpdateAsync(
            record.Job.JobId, current => Lifecycle.Resume(current, request.Caller.Actor, clock.GetUtcNow()), cancellationToken);
}
