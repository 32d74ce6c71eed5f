using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Proof;
using Countersign.Contracts.Upkeep;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Audit;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Upkeep;

/// <summary>Mends what the doctor found, if it is still so. The host's audit chain tells of each act before it happens.</summary>
internal sealed class Repairs(
    IJobStore jobs,
    JobExamination ofJob,
    InstanceExamination ofInstances,
    IOrchestrationClient engine,
    WakeUpSender wakeUps,
    ILeftovers leftovers,
    WorkFolders folders,
    HostAudit audit,
    TimeProvider clock)
{
    /// <summary>How long a repair waits for an instance that is told to end; the next repair finds it again.</summary>
    private static readonly TimeSpan EndOfInstance = TimeSpan.FromSeconds(5);

    private static readonly JobUpdate<JobRecord?> Unchanged = new(null);

    /// <summary>Mends one finding.</summary>
    /// <param name="finding">One of <see cref="DoctorFindings"/>.</param>
    /// <param name="subject">What <see cref="Finding.Subject"/> said.</param>
    /// <param name="actor">Who has it mended.</param>
    /// <param name="cancellationToken">Stops before the act.</param>
    /// <returns>False where it is not so any more.</returns>
    public async Task<bool> RunAsync(string finding, string subject, string actor, CancellationToken cancellationToken)
    {
        if (!await IsStillSoAsync(finding, subject, cancellationToken))
        {
            return false;
        }

        await audit.AppendAsync(
            new AuditDraft(AuditActs.Repaired, actor, new AuditFact("finding", finding), new AuditFact("subject", subject)), cancellationToken);
        switch (finding)
        {
            case DoctorFindings.InstanceMissing:
                await StartAgainAsync(subject, cancellationToken);
                break;
            case DoctorFindings.InstanceEnded:
                var record = await jobs.GetAsync(subject, cancellationToken);
                await engine.PurgeAsync(WireNames.InstanceId(subject, record!.Job.Attempt), cancellationToken);
                await StartAgainAsync(subject, cancellationToken);
                break;
            case DoctorFindings.WakeUpOverdue:
                await wakeUps.TrySendAsync((await jobs.GetAsync(subject, cancellationToken))!, cancellationToken);
                break;
            case DoctorFindings.PlanMissing:
                await FailAsync(subject, cancellationToken);
                break;
            case DoctorFindings.StatusDiffers:
                await engine.TerminateAsync(subject, "The job has ended.", cancellationToken);
                break;
            case DoctorFindings.InstanceOrphaned:
                await RemoveInstanceAsync(subject, cancellationToken);
                break;
            case DoctorFindings.ArtifactOrphaned:
                await leftovers.RemoveAsync(new Leftover(LeftoverPart.Artifact, subject), cancellationToken);
                break;
            case DoctorFindings.UploadOrphaned:
                await leftovers.RemoveAsync(new Leftover(LeftoverPart.Upload, subject), cancellationToken);
                break;
            case DoctorFindings.FolderOrphaned:
                folders.ReleaseForgotten(subject);
                break;
            default:
                throw new ArgumentException($"Nothing mends '{finding}'.", nameof(finding));
        }

        return true;
    }

    private async Task<bool> IsStillSoAsync(string finding, string subject, CancellationToken cancellationToken) => finding switch
    {
        DoctorFindings.InstanceOrphaned or DoctorFindings.StatusDiffers =>
            (await ofInstances.ExamineAsync(subject, cancellationToken))?.Name == finding,

        // Removing looks once more itself.
        DoctorFindings.ArtifactOrphaned or DoctorFindings.UploadOrphaned or DoctorFindings.FolderOrphaned => true,
        _ => await jobs.GetAsync(subject, cancellationToken) is { } record
            && await ofJob.ExamineAsync(record, cancellationToken).AnyAsync(found => found.Name == finding, cancellationToken),
    };

    /// <summary>Another orchestration under the same name: each activity looks first whether its work is done already.</summary>
    private async Task StartAgainAsync(string jobId, CancellationToken cancellationToken)
    {
        var owed = await jobs.UpdateAsync(
            jobId,
            record => record.Job.Status.IsFinal() ? Unchanged : Changed(record with { WakeUp = WakeUp.Start, HeldAt = null, UpdatedAt = clock.GetUtcNow() }),
            cancellationToken);
        if (owed is not null)
        {
            await wakeUps.TrySendAsync(owed, cancellationToken);
        }
    }

    private async Task FailAsync(string jobId, CancellationToken cancellationToken)
    {
        var error = new JobError(
            ErrorCodes.PlanLost, "The plan of this job is not stored any more, so nothing of it may run. Submit the job again.");
        var owed = await jobs.UpdateAsync(
            jobId,
            record => record.Job.Status.IsFinal()
                ? Unchanged
                : Changed(record.FailFor(error, clock.GetUtcNow()) with { WakeUp = WakeUp.Stop }, new EventDraft(EventTypes.Failure, Error: error)),
            cancellationToken);
        if (owed is not null)
        {
            await wakeUps.TrySendAsync(owed, cancellationToken);
        }
    }

    private static JobUpdate<JobRecord?> Changed(JobRecord record, params EventDraft[] events) =>
        new(record, new JobChange { Record = record, Events = events });

    private async Task RemoveInstanceAsync(string instanceId, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(EndOfInstance);
        await engine.TerminateAsync(instanceId, "There is no such job.", patience.Token);
        await engine.WaitForCompletionAsync(instanceId, patience.Token);
        await engine.PurgeAsync(instanceId, patience.Token);
    }
}
