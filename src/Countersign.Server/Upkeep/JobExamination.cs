using System.Globalization;
using System.Runtime.CompilerServices;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Upkeep;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Compares a job with what belongs to it.</summary>
internal sealed class JobExamination(IJobStore jobs, IPlanStore plans, IEventLog events, IOrchestrationClient engine, TimeProvider clock)
{
    /// <summary>Messages are sent at once, and what failed is sent again every half minute.</summary>
    private static readonly TimeSpan LongestOwed = TimeSpan.FromMinutes(2);

    private const int EventPage = 500;

    /// <summary>What is wrong with a job that was read a moment ago.</summary>
    public async IAsyncEnumerable<Finding> ExamineAsync(JobRecord record, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ExamineWakeUp(record) is { } overdue)
        {
            yield return overdue;
        }

        if (!record.Job.Status.IsFinal())
        {
            if (await ExamineInstanceAsync(record, cancellationToken) is { } instance)
            {
                yield return instance;
            }

            if (await ExaminePlanAsync(record, cancellationToken) is { } plan)
            {
                yield return plan;
            }
        }

        if (await ExamineEventsAsync(record, cancellationToken) is { } gap)
        {
            yield return gap;
        }
    }

    /// <summary>Whether a message is owed for too long; null where it is not.</summary>
    public Finding? ExamineWakeUp(JobRecord record) =>
        record.WakeUp is { } wakeUp && clock.GetUtcNow() - record.UpdatedAt is var owed && owed > LongestOwed
            ? Finding.OfJob(
                DoctorFindings.WakeUpOverdue,
                record.Job.JobId,
                string.Create(CultureInfo.InvariantCulture, $"The message '{SnakeCase.NameOf(wakeUp)}' is owed since {record.UpdatedAt:O}."))
            : null;

    private async Task<Finding?> ExamineInstanceAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var instanceId = WireNames.InstanceId(record.Job.JobId, record.Job.Attempt);
        var state = await engine.GetAsync(instanceId, cancellationToken);
        var status = SnakeCase.NameOf(record.Job.Status);
        var finding = state switch
        {
            null when record.WakeUp != WakeUp.Start => Finding.OfJob(
                DoctorFindings.InstanceMissing, record.Job.JobId, $"The job is {status}, and no orchestration '{instanceId}' runs it."),
            { IsFinal: true } => Finding.OfJob(
                DoctorFindings.InstanceEnded,
                record.Job.JobId,
                $"The job is {status}, and its orchestration '{instanceId}' is {SnakeCase.NameOf(state.Status)}{Why(state)}."),
            { IsParked: true } => Finding.OfJob(
                DoctorFindings.InstanceParked,
                record.Job.JobId,
                $"The orchestration '{instanceId}' cannot be run by this host{Why(state)}. Start the release that it began with, or cancel the job.",
                repairable: false),
            _ => null,
        };

        // The job may have moved on between the two readings.
        return finding is not null && await IsAsItWasAsync(record, cancellationToken) ? finding : null;
    }

    private async Task<Finding?> ExaminePlanAsync(JobRecord record, CancellationToken cancellationToken) =>
        record.Job.Plan is { } plan
        && await plans.GetAsync(record.Job.JobId, plan.Version, cancellationToken) is null
        && await IsAsItWasAsync(record, cancellationToken)
            ? Finding.OfJob(
                DoctorFindings.PlanMissing,
                record.Job.JobId,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The job is {SnakeCase.NameOf(record.Job.Status)}, and version {plan.Version} of its plan is not stored. The repair ends the job as failed: without its plan nothing may run."))
            : null;

    private async Task<Finding?> ExamineEventsAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var wanted = 1L;
        IReadOnlyList<JobEvent> page;
        do
        {
            page = await events.ReadAsync(record.Job.JobId, wanted - 1, EventPage, type: null, cancellationToken);
            foreach (var stored in page)
            {
                if (stored.Seq != wanted)
                {
                    return await GapAsync(record, wanted, cancellationToken);
                }

                wanted++;
            }
        }
        while (page.Count == EventPage);

        return wanted <= record.LastSeq ? await GapAsync(record, wanted, cancellationToken) : null;
    }

    private async Task<Finding?> GapAsync(JobRecord record, long missing, CancellationToken cancellationToken)
    {
        // A job that was removed meanwhile has no events.
        var isThere = await jobs.GetAsync(record.Job.JobId, cancellationToken) is { WakeUp: not WakeUp.Remove } again
            && again.Job.CreatedAt == record.Job.CreatedAt;
        return isThere
            ? Finding.OfJob(
                DoctorFindings.EventsGap,
                record.Job.JobId,
                string.Create(CultureInfo.InvariantCulture, $"Event {missing} of {record.LastSeq} is not stored. Nothing can make up for it."),
                repairable: false)
            : null;
    }

    private async Task<bool> IsAsItWasAsync(JobRecord record, CancellationToken cancellationToken) =>
        await jobs.GetAsync(record.Job.JobId, cancellationToken) is { } again
        && (again.UpdatedAt, again.LastSeq, again.Job.Status, again.WakeUp) == (record.UpdatedAt, record.LastSeq, record.Job.Status, record.WakeUp);

    private static string Why(OrchestrationState state) => state.Failure is { } failure ? $": {failure.Message}" : "";
}
