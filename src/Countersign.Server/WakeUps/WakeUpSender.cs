using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Ports;
using Countersign.Workflow;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.WakeUps;

/// <summary>
/// Sends orchestrations the messages that jobs owe them. The debt is stored with the change that causes it, so a message is
/// sent at least once even when the process dies in between; each message has its effect once.
/// </summary>
public sealed class WakeUpSender(
    IOrchestrationClient orchestrations, IJobStore jobs, TimeProvider clock, WakeUpDelivery delivery, ILogger<WakeUpSender> logger)
{
    /// <summary>
    /// Sends what the record owes, for a request that is answered whether or not the message has arrived: the change that owes
    /// it is stored. Completes when it is sent, or at once where the host delivers in the background.
    /// </summary>
    public Task HandOverAsync(JobRecord record)
    {
        var sending = TrySendAsync(record, CancellationToken.None);
        return delivery == WakeUpDelivery.Background ? Task.CompletedTask : sending;
    }

    /// <summary>Sends what the record owes; a failure is logged and left to the sweep.</summary>
    public async Task TrySendAsync(JobRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        try
        {
            await SendAsync(record, cancellationToken);
        }
#pragma warning disable CA1031 // The change that owes the message is stored and answered for; the sweep sends it again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.WakeUpFailed(exception, record.Job.JobId);
        }
    }

    /// <summary>Sends what the record owes.</summary>
    public Task SendAsync(JobRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var jobId = record.Job.JobId;
        return record.WakeUp switch
        {
            WakeUp.Start => orchestrations.ScheduleAsync(JobOrchestrations.Job, new JobStart(jobId), jobId, cancellationToken),
            WakeUp.Decision when record.Gate is { } gate =>
                orchestrations.RaiseEventAsync(jobId, gate.EventName, payload: null, cancellationToken),
            WakeUp.Decision or WakeUp.Stop => StopAsync(jobId, cancellationToken),
            _ => Task.CompletedTask,
        };
    }

    private async Task StopAsync(string jobId, CancellationToken cancellationToken)
    {
        await orchestrations.TerminateAsync(jobId, "The job has ended.", cancellationToken);
        await jobs.UpdateAsync(
            jobId,
            record => record.WakeUp is null
                ? new JobUpdate<bool>(false)
                : new JobUpdate<bool>(true, new JobChange { Record = record with { WakeUp = null, UpdatedAt = clock.GetUtcNow() } }),
            cancellationToken);
    }
}
