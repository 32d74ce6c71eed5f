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
internal sealed class CancelJobHandler(IJobStore jobs, WakeUpSender wakeUps, TimeProvider clock) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var actor = request.Caller.Actor;
        var after = await Jobs.UpdateAsync(record.Job.JobId, current => Cancel(current, actor), cancellationToken);
        switch (after)
        {
            case null:
                return Refusals.JobNotFound(record.Job.JobId);
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
