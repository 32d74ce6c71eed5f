using System.Globalization;
using System.Runtime.CompilerServices;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Upkeep;
using Countersign.Server.Audit;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Looks for what is not as it should be. Reads only, page by page, whatever there is.</summary>
internal sealed class Doctor(
    IJobStore jobs,
    JobExamination ofJob,
    InstanceExamination ofInstances,
    DefinitionExamination ofDefinitions,
    LeftoverExamination ofLeftovers,
    AuditVerifier audit)
{
    private const int OwedPage = 500;

    /// <summary>Looks at the jobs that have not ended, and at those that owe a message: what a check every few minutes has time for.</summary>
    public async IAsyncEnumerable<Finding> ExamineActiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One status at a time: each has an index of its own, so that ended jobs are not read.
        foreach (var status in Enum.GetValues<JobStatus>().Where(status => !status.IsFinal()))
        {
            await foreach (var record in JobWalk.ReadAsync(jobs, new JobQuery { Statuses = [status] }, cancellationToken))
            {
                await foreach (var finding in ofJob.ExamineAsync(record, cancellationToken))
                {
                    yield return finding;
                }
            }
        }

        foreach (var record in (await jobs.ListOwedAsync(OwedPage, cancellationToken)).Where(record => record.Job.Status.IsFinal()))
        {
            if (ofJob.ExamineWakeUp(record) is { } overdue)
            {
                yield return overdue;
            }
        }
    }

    /// <summary>Looks at everything: what has not ended first, the audit log last.</summary>
    public async IAsyncEnumerable<Finding> ExamineAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var finding in ExamineActiveAsync(cancellationToken))
        {
            yield return finding;
        }

        await foreach (var finding in ofDefinitions.ExamineAsync(cancellationToken))
        {
            yield return finding;
        }

        await foreach (var finding in ofLeftovers.ExamineAsync(cancellationToken))
        {
            yield return finding;
        }

        await foreach (var finding in ofInstances.ExamineAsync(cancellationToken))
        {
            yield return finding;
        }

        await foreach (var record in JobWalk.ReadAsync(jobs, new JobQuery { Statuses = JobPurge.FinalStatuses }, cancellationToken))
        {
            // What is owed of ended jobs was told above.
            await foreach (var finding in ofJob.ExamineAsync(record with { WakeUp = null }, cancellationToken))
            {
                yield return finding;
            }
        }

        if (await audit.RunAsync(cancellationToken) is { FirstBroken: { } broken })
        {
            yield return new Finding(
                DoctorFindings.AuditBroken,
                broken.JobId,
                "",
                string.Create(CultureInfo.InvariantCulture, $"Row {broken.Seq} of the audit log is not as it was written: {broken.Reason}."),
                Repairable: false);
        }
    }
}
