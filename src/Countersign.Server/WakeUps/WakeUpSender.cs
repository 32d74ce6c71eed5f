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
    /// <summary>How long a removal waits for an orchestration that is about to end; the sweep tries again.</summary>
    private static readonly TimeSpan EndOfInstance = TimeSpan.FromSeconds(5);

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
        var run = record.Job.Attempt;
        var instanceId = WireNames.InstanceId(jobId, run);
        return record.WakeUp switch
        {
            WakeUp.Start => orchestrations.ScheduleAsync(JobOrchestrations.Job, new JobStart(jobId, run), instanceId, cancellationToken),
            WakeUp.Decision when record.Gate is { } gate =>
                orchestrations.RaiseEventAsync(instanceId, gate.EventName, payload: null, cancellationToken),
            WakeUp.Resume when record.HeldAt is { } held =>
                orchestrations.RaiseEventAsync(instanceId, held, payload: null, cancellationToken),
            WakeUp.Decision or WakeUp.Stop => StopAsync(jobId, instanceId, cancellationToken),
            WakeUp.Remove => RemoveAsync(jobId, run, cancellationToken),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>
    /// The orchestrations go first: while the job is there, the removal is owed and nobody can take its identifier, which an old
    /// instance would keep a new job from using.
    /// </summary>
    private async Task RemoveAsync(string jobId, int runs, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(EndOfInstance);
        for (var run = 1; run <= runs; run++)
        {
            var instanceId = WireNames.InstanceId(jobId, run);
            await orchestrations.TerminateAsync(instanceId, "The job was removed.", patience.Token);
            await orchestrations.WaitForCompletionAsync(instanceId, patience.Token);
            await orchestrations.PurgeAsync(instanceId, patience.Token);
        }

        await jobs.DeleteAsync(jobId, cancellationToken);
    }

    private async Task StopAsync(string jobId, string instanceId, CancellationToken cancellationToken)
    {
        await orchestrations.TerminateAsync(instanceId, "The job has ended.", cancellationToken);
        await jobs.UpdateAsync(
            jobId,
            record => record.WakeUp is null or WakeUp.Remove or WakeUp.Start
                ? new JobUpdate<bool>(false)
                : new JobUpdate<bool>(true, new JobChange { Record = record with { WakeUp = null, UpdatedAt = clock.GetUtcNow() } }),
            cancellationToken);
    }
}
