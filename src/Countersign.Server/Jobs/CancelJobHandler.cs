using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Events;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>Ends a job at once; running steps notice within a second, and nothing they report is stored any more.</summary>
internal sealed class CancelJobHandler(JobAccess access, IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (found, refusal) = await access.FindAsync(request, cancellationToken);
        if (found is null)
        {
            return refusal!;
        }

        var actor = request.Caller.Actor;
        var after = await jobs.UpdateAsync(found.Job.JobId, record => Cancel(record, actor), cancellationToken);
        if (after is null)
        {
            return Refusals.JobNotFound(found.Job.JobId);
        }

        if (after.Job.Status != JobStatus.Cancelled)
        {
            return Refusals.IllegalTransition(after.Job.Status, "cancelled");
        }

        await wakeUps.TrySendAsync(after, CancellationToken.None);
        return Answers.Json(after.Job, ContractsJson.Default.Job, StatusCodes.Status202Accepted);
    }

    private JobUpdate<JobRecord> Cancel(JobRecord record, string actor)
    {
        if (record.Job.Status.IsFinal())
        {
            return new JobUpdate<JobRecord>(record);
        }

        var cancelled = record.MoveTo(JobStatus.Cancelled, null, clock.GetUtcNow()) with { WakeUp = WakeUp.Stop, Gate = null };
        return new JobUpdate<JobRecord>(
            cancelled,
            new JobChange { Record = cancelled, Events = [new EventDraft(EventTypes.Cancelled, EventData.Cancelled(actor))] });
    }
}
