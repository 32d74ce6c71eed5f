using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>Removes a final job with everything that belongs to it, its orchestrations included.</summary>
internal sealed class DeleteJobHandler(IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : MoveJobHandler(jobs, wakeUps)
{
    protected override Task<MoveAnswer?> MoveAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Jobs.UpdateAsync(record.Job.JobId, current => Lifecycle.Delete(current, request.Caller.Actor, clock.GetUtcNow()), cancellationToken);

    protected override IResult Answer(JobRecord record) => Results.NoContent();
}
