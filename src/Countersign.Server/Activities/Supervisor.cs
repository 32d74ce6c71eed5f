using Countersign.Contracts.Errors;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// Runs a kind's work under its limits while storing what it reports, and stops it when the job is cancelled or the host
/// stops.
/// </summary>
internal sealed class Supervisor(IJobStore jobs, ExecutionOptions options, TimeProvider clock)
{
    private static readonly TimeSpan StoreEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Runs the work to its end.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="run">The attempt at the job.</param>
    /// <param name="reporter">What the work reports to.</param>
    /// <param name="work">The kind's method.</param>
    /// <param name="hostStopping">Cancelled when the host stops.</param>
    /// <param name="before">
    /// The server's own part of the work, run first and under the same limits; what it throws is not taken for the kind's.
    /// </param>
    /// <exception cref="WorkFailedException">The work failed, or reached the hard limit (code <c>time_limit</c>).</exception>
    /// <exception cref="JobEndedException">The job reached a final status meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<T> RunAsync<T>(
        string jobId,
        int run,
        JobReporter reporter,
        Func<CancellationToken, Task<T>> work,
        CancellationToken hostStopping,
        Func<CancellationToken, Task>? before = null)
    {
        using var stop = new CancellationTokenSource(options.HardLimit, clock);
        using var stopping = hostStopping.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), stop);

        // Kinds may compute for long before their first await; the caller's thread is not theirs.
        var working = Task.Run(() => WorkAsync(work, before, stop.Token), CancellationToken.None);
        var hasEnded = await FollowAsync(jobId, run, reporter, working, stop);
        try
        {
            return await working;
        }
        catch (OperationCanceledException) when (hasEnded)
        {
            throw new JobEndedException();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !hostStopping.IsCancellationRequested)
        {
            throw new WorkFailedException(
                ErrorCodes.TimeLimit, $"The work took longer than {options.HardLimit:c} (Execution:HardLimit) and was stopped.");
        }
    }

    private static async Task<T> WorkAsync<T>(Func<CancellationToken, Task<T>> work, Func<CancellationToken, Task>? before, CancellationToken stop)
    {
        if (before is not null)
        {
            await before(stop);
        }

        return await KindCalls.RunAsync(() => work(stop));
    }

    /// <summary>Stores what is reported until the work is over, whatever happens; true when the job ended first, and the work was stopped.</summary>
    private async Task<bool> FollowAsync(string jobId, int run, JobReporter reporter, Task working, CancellationTokenSource stop)
    {
        var softLimit = clock.GetUtcNow() + options.SoftLimit;
        var nextLook = clock.GetUtcNow() + LookEvery;
        var warned = false;
        try
        {
            // Not beyond the next time to report; most work is shorter.
            while (!await working.EndsWithinAsync(StoreEvery, clock))
            {
                var now = clock.GetUtcNow();
                if (now >= softLimit && !warned)
                {
                    warned = true;
                    reporter.Log($"Still running after {options.SoftLimit:c} (Execution:SoftLimit); stopped at {options.HardLimit:c}.", Countersign.Kinds.JobLogLevel.Warning);
                }

                if (!reporter.HasNews && now < nextLook)
                {
                    continue;
                }

                nextLook = now + LookEvery;
                if (!await StoreAsync(jobId, run, reporter))
                {
                    await stop.CancelAsync();
                    return true;
                }
            }

            // What is left to report is stored with the result.
            return false;
        }
        finally
        {
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Stores what was reported; false when the job has ended.</summary>
    private Task<bool> StoreAsync(string jobId, int run, JobReporter reporter)
    {
        var report = reporter.HasNews ? reporter.Take() : null;
        return jobs.UpdateAsync(
            jobId,
            record =>
            {
                var hasEnded = record.HasEnded(run);
                if (hasEnded || report is null)
                {
                    return new JobUpdate<bool>(!hasEnded);
                }

                var (reported, events) = report.ApplyTo(record);
                return events.Count == 0 && report.Tokens == 0
                    ? new JobUpdate<bool>(true)
                    : new JobUpdate<bool>(true, new JobChange { Record = reported with { UpdatedAt = clock.GetUtcNow() }, Events = events });
            },
            CancellationToken.None);
    }
}
