using Countersign.Contracts.Jobs;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Upkeep;

/// <summary>Removes ended jobs by the thousand, as <c>DELETE /api/jobs/{id}</c> removes one.</summary>
/// <remarks>
/// It walks the jobs page by page, the newest first, and removes a few at a time: readers never wait for it, and of writers each for no
/// more than one removal. What it has no time for is left to the next one.
/// </remarks>
internal sealed class JobPurge(IJobStore jobs, WakeUpSender wakeUps, WorkFolders folders, TimeProvider clock)
{
    private const int PageSize = 100;

    /// <summary>As many removals share one write of the disk.</summary>
    private const int AtOnce = 4;

    /// <summary>Well below the time that a step may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<JobStatus> FinalStatuses { get; } = [.. Enum.GetValues<JobStatus>().Where(status => status.IsFinal())];

    /// <summary>How many jobs there are at most that a removal would find.</summary>
    public async Task<long> CountAsync(DateTimeOffset before, IReadOnlyList<JobStatus> statuses, CancellationToken cancellationToken) =>
        (await jobs.ListAsync(new JobQuery { Statuses = statuses, CreatedBefore = before, Limit = 1 }, cancellationToken)).Total;

    /// <summary>Removes jobs that ended before an instant.</summary>
    /// <param name="before">Exclusive.</param>
    /// <param name="statuses">Final ones; no others are removed.</param>
    /// <param name="actor">Who has them removed, for the audit log.</param>
    /// <param name="removed">Told how many are removed so far.</param>
    /// <param name="cancellationToken">Stops between two jobs.</param>
    public Task<PurgeOutcome> RemoveAsync(
        DateTimeOffset before, IReadOnlyList<JobStatus> statuses, string actor, Action<int> removed, CancellationToken cancellationToken) =>
        RemoveAsync(
            // Whoever ended before was created before, so that the walk begins there.
            new JobQuery { Statuses = statuses, CreatedBefore = before, WithoutTotal = true, Limit = PageSize },
            job => statuses.Contains(job.Status) && job.CompletedAt < before,
            actor,
            removed,
            cancellationToken);

    /// <summary>Removes ended jobs that are older than the newest so many, upkeep not counted.</summary>
    public Task<PurgeOutcome> KeepLastAsync(int count, string actor, Action<int> removed, CancellationToken cancellationToken)
    {
        var kept = 0;
        return RemoveAsync(
            new JobQuery { Statuses = FinalStatuses, WithoutTotal = true, Limit = PageSize },
            job => job.Status.IsFinal() && !UpkeepKinds.Contains(job.Kind),
            actor,
            removed,
            cancellationToken,
            _ => ++kept <= count);
    }

    /// <summary>Removes one job, if it is still to go when its record is written.</summary>
    /// <returns>Whether it goes; what is left of it after a failure goes with the sweep for owed messages.</returns>
    public async Task<bool> RemoveAsync(string jobId, Func<Job, bool> goes, string actor, CancellationToken cancellationToken)
    {
        var removed = await jobs.UpdateAsync(
            jobId,
            current => current.WakeUp != WakeUp.Remove && goes(current.Job) && Lifecycle.Delete(current, actor, clock.GetUtcNow()).Change is { } change
                ? new JobUpdate<JobRecord?>(change.Record, change)
                : new JobUpdate<JobRecord?>(null),
            cancellationToken);
        if (removed is null)
        {
            return false;
        }

        await wakeUps.TrySendAsync(removed, cancellationToken);
        folders.Release(jobId);
        return true;
    }

    private async Task<PurgeOutcome> RemoveAsync(
        JobQuery query,
        Func<Job, bool> goes,
        string actor,
        Action<int> told,
        CancellationToken cancellationToken,
        Func<Job, bool>? stays = null)
    {
        var began = clock.GetTimestamp();
        var removed = 0;
        while (true)
        {
            var page = await jobs.ListAsync(query, cancellationToken);
            JobRecord[] chosen = [.. page.Items.Where(record => goes(record.Job) && stays?.Invoke(record.Job) != true)];
            await Parallel.ForEachAsync(
                chosen,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (record, token) =>
                {
                    // A store that reads on its caller's thread would otherwise keep it.
                    await Task.Yield();
                    if (await RemoveAsync(record.Job.JobId, goes, actor, token))
                    {
                        Interlocked.Increment(ref removed);
                    }
                });
            told(removed);
            if (page.NextCursor is null || clock.GetElapsedTime(began) >= Patience)
            {
                return new PurgeOutcome(removed, page.NextCursor is null);
            }

            query = query with { Cursor = page.NextCursor };
        }
    }
}
