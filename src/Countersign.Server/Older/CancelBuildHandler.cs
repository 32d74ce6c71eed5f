using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Cancels a build.</summary>
internal sealed class CancelBuildHandler(IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : MoveJobHandler(jobs, wakeUps)
{
    protected override Refusal? RefuseCaller(ApiRequest request, Job job) =>
        job.Kind == OlderJobs.Build ? base.RefuseCaller(request, job) : Refusals.JobNotFound(job.JobId);

    protected override Task<MoveAnswer?> MoveAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Jobs.UpdateAsync(
            record.Job.JobId, current => Lifecycle.Cancel(current, request.Caller.Actor, clock.GetUtcNow()), cancellationToken);

    protected override IResult Answer(JobRecord record) =>
        Answers.Json(OlderJobs.Accepted(record.Job, "Build"), ContractsJson.Default.OlderAccepted);
}
