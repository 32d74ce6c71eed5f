using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Schedules;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.Tasks;

namespace Countersign.Server.Schedules;

/// <summary>Submits what schedules are due.</summary>
internal sealed class DueSchedules(
    IDefinitionStore definitions, IJobStore jobs, TaskRunner tasks, JobSubmission submission, ScheduleSignal signal, TimeProvider clock) : IDueSchedules
{
    /// <summary>A run that starts later than this was missed: hosts look every minute, and a restart takes less than another.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private const int PageSize = 100;

    /// <summary>Timers do not take more than 49 days, and clocks are set now and then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public async Task<DateTimeOffset?> RunDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await definitions.ListDueAsync(DefinitionSorts.Schedule, PageSize, cancellationToken);
            var failures = new List<Exception>();
            foreach (var record in page)
            {
                if (record.DueAt > clock.GetUtcNow())
                {
                    Rethrow(failures);
                    return record.DueAt;
                }

                try
                {
                    await RunAsync(SavedSchedule.Of(record), cancellationToken);
                }
#pragma warning disable CA1031 // One that cannot run, such as one whose zone the machine has lost, must not hold up those behind it.
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    failures.Add(exception);
                }
            }

            Rethrow(failures);
            if (page.Count == 0)
            {
                return null;
            }
        }
    }

    public async Task RunAsync(Action<Exception, TimeSpan> failed, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = signal.Changed;
            TimeSpan wait;
            try
            {
                var next = await RunDueAsync(cancellationToken);
                wait = next - clock.GetUtcNow() is { } until && until < LongestWait ? until : LongestWait;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever kept it from running is tried again; ending here would stop all schedules for good.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failed(exception, RetryAfter);
                wait = RetryAfter;
            }

            if (wait > TimeSpan.Zero)
            {
                using var passed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(changed, Task.Delay(wait, clock, passed.Token));
                await passed.CancelAsync();
            }
        }
    }

    private async Task RunAsync(SavedSchedule schedule, CancellationToken cancellationToken)
    {
        var dueAt = schedule.Definition.DueAt!.Value;
        var now = clock.GetUtcNow();
        var isMissed = now - dueAt > Grace;
        var run = await DecideAsync(schedule, dueAt, isMissed, cancellationToken);
        await definitions.UpdateAsync(
            DefinitionSorts.Schedule,
            schedule.ScheduleId,
            found =>
            {
                if (found.DueAt != dueAt || found.CreatedAt != schedule.Definition.CreatedAt)
                {
                    // Another host was faster, or somebody changed the schedule.
                    return found;
                }

                var content = SavedSchedule.Of(found).Content;
                return SavedSchedule.WithContent(
                    found,
                    content with { LastRun = run, LastJobId = run.JobId ?? content.LastJobId },
                    ScheduleTimetable.Next(content.Request, isMissed ? now : dueAt));
            },
            cancellationToken);
    }

    private async Task<ScheduleRun> DecideAsync(SavedSchedule schedule, DateTimeOffset dueAt, bool isMissed, CancellationToken cancellationToken)
    {
        if (isMissed && schedule.Request.Misfire != MisfirePolicy.RunOnce)
        {
            return new ScheduleRun(dueAt, ScheduleOutcome.Missed, null, "No host was up at that time, and misfire is skip.");
        }

        if (schedule.Request.Overlap == OverlapPolicy.Skip
            && schedule.Content.LastJobId is { } last
            && await jobs.GetAsync(last, cancellationToken) is { Job: var before }
            && !before.Status.IsFinal())
        {
            return new ScheduleRun(dueAt, ScheduleOutcome.Overlapped, null, $"Job '{last}' of the run before is {SnakeCase.NameOf(before.Status)}, and overlap is skip.");
        }

        var jobId = schedule.JobIdOf(dueAt);
        var errors = new FieldErrors();
        var job = await tasks.ResolveAsync(schedule.Owner, schedule.Request.Job! with { JobId = jobId }, errors, cancellationToken);
        if (!errors.IsEmpty)
        {
            var problems = errors.ToDictionary().Select(problem => $"{problem.Key} {string.Join(' ', problem.Value)}");
            return new ScheduleRun(dueAt, ScheduleOutcome.Refused, null, string.Join(' ', problems));
        }

        var outcome = await submission.SubmitAsync(schedule.Owner, key: null, job, cancellationToken);
        return outcome.Refusal is not { } refusal || await IsOwnAsync(refusal, schedule, jobId, cancellationToken)
            ? new ScheduleRun(dueAt, ScheduleOutcome.Submitted, jobId, null)
            : new ScheduleRun(dueAt, ScheduleOutcome.Refused, null, refusal.Detail);
    }

    /// <summary>Whether the job that has the name is this run's: an earlier try made it, before the schedule or its task was changed.</summary>
    private async Task<bool> IsOwnAsync(Refusal refusal, SavedSchedule schedule, string jobId, CancellationToken cancellationToken) =>
        refusal.Code == ErrorCodes.JobExists
        && await jobs.GetAsync(jobId, cancellationToken) is { } existing
        && schedule.Owner.Owns(existing.Job.Owner);

    private static void Rethrow(List<Exception> failures)
    {
        if (failures.Count > 0)
        {
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
        }
    }
}
