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
        switch (after)
        {
            case null:
                return Refusals.JobNotFound(found.Job.JobId);
            case { Refusal: { } illegal }:
                return illegal;
            default:
                await wakeUps.TrySendAsync(after.Record, CancellationToken.None);
                return Answers.Json(after.Record.Job, ContractsJson.Default.Job, StatusCodes.Status202Accepted);
        }
    }

    private JobUpdate<Cancellation> Cancel(JobRecord record, string actor)
    {
        if (record.Job.Status.IsFinal())
        {
            return new JobUpdate<Cancellation>(new Cancellation(record, Refusals.IllegalTransition(record.Job.Status, "cancelled")));
        }

        var cancelled = record.MoveTo(JobStatus.Cancelled, null, clock.GetUtcNow()) with { WakeUp = WakeUp.Stop, Gate = null };
        return new JobUpdate<Cancellation>(
            new Cancellation(cancelled),
            new JobChange { Record = cancelled, Events = [new EventDraft(EventTypes.Cancelled, EventData.Cancelled(actor))] });
    }

    /// <param name="Record">The job after the call.</param>
    /// <param name="Refusal">Why nothing was changed; null when the call ended the job.</param>
    private sealed record Cancellation(JobRecord Record, Refusal? Refusal = null);
}
