using System.Runtime.InteropServices;
using Azure;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Feed;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Metrics;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>Stores one change of one job: index first, then the job with all its parts, then the index rows that no longer count.</summary>
/// <remarks>docs/decisions/0010-tables-layout.md says why this order never hides a job.</remarks>
internal sealed class JobWriter(JobTable jobs, ValueStore values, IndexTable index, FeedTable feed, TaskSeries series, Leftovers leftovers)
{
    /// <param name="before">The job as the change was decided on; null to create it.</param>
    /// <param name="change">What to store.</param>
    /// <param name="cancellationToken">Heard until the batch is sent: from then on the change may be stored.</param>
    /// <returns>False when the job has changed, or been created or removed, in between.</returns>
    /// <exception cref="InvalidOperationException">The plan version, the decision or the audit row is there already.</exception>
    public async Task<bool> TryWriteAsync(StoredJob? before, JobChange change, CancellationToken cancellationToken)
    {
        var write = Token.New();
        var lastSeq = before?.Record.LastSeq ?? 0;
        var record = change.Record with { LastSeq = lastSeq + change.Events.Count };
        var marks = before?.Marks.After(before.Record, record) ?? IndexMarks.New();
        var generation = before?.Generation ?? Token.New();
        var row = JobRow.Create(record, generation, marks, (before?.Writes ?? RecentWrites.None).With(write));
        var batch = new JobBatch(values, record.Job.JobId, generation);
        var (gone, added) = Moves(before?.Places ?? [], IndexPlaces.Of(record, marks));

        var figures = TaskSeries.PlaceOf(change, write);

        bool? stored = false;
        try
        {
            await batch.AddJobAsync(row, record, before?.Tag, cancellationToken);
            await AddInputAsync(batch, before, record, cancellationToken);
            await batch.AddPartsAsync(change, record, lastSeq + 1, cancellationToken);
            await Task.WhenAll(
                index.PutAsync(added, record.Job, cancellationToken),
                LeaveNoticeAsync(change, record, cancellationToken),
                series.PutAsync(figures, change, generation, cancellationToken));
            stored = null;
            stored = await TryCommitAsync(batch, before, change, write);
            return stored.Value;
        }
        finally
        {
            // When it is not known whether the batch was stored, nothing is removed: that could hide the job.
            await (stored switch
            {
                true => leftovers.RemoveAsync(record.Job.JobId, gone, before?.RecordBlob is { } blob ? [blob] : []),
                false => leftovers.RemoveAsync(record.Job.JobId, added, batch.Blobs, figures),
                null => Task.CompletedTask,
            });
        }
    }

    private static (HashSet<IndexKey> Gone, HashSet<IndexKey> Added) Moves(HashSet<IndexKey> before, HashSet<IndexKey> after) =>
        ([.. before.Except(after)], [.. after.Except(before)]);

    private static async Task AddInputAsync(JobBatch batch, StoredJob? before, JobRecord record, CancellationToken cancellationToken)
    {
        var unchanged = before is { InputApart: true }
            && JsonMarshal.GetRawUtf8Value(before.Record.Job.Input).SequenceEqual(JsonMarshal.GetRawUtf8Value(record.Job.Input));
        if (JobRow.IsInputApart(record) && !unchanged)
        {
            await batch.ReplaceAsync(JobRows.Input, JobRow.InputOf(record), cancellationToken);
        }
    }

    /// <summary>Before the batch, so that events that were committed are found whatever becomes of this process.</summary>
    private Task LeaveNoticeAsync(JobChange change, JobRecord record, CancellationToken cancellationToken) => change.Events.Count == 0
        ? Task.CompletedTask
        : feed.LeaveNoticeAsync(record.Job.JobId, record.LastSeq, cancellationToken);

    private async Task<bool> TryCommitAsync(JobBatch batch, StoredJob? before, JobChange change, string write)
    {
        try
        {
            await jobs.SubmitAsync(batch.Actions);
            return true;
        }
        catch (Exception exception) when (exception is StoreUnavailableException or RequestFailedException { Status: 404 or 409 or 412 })
        {
            // Whatever the service said of the last try, an earlier one may have been stored: the row itself knows.
            var now = await jobs.FindAsync(change.Record.Job.JobId, CancellationToken.None);
            if (now?.Writes.Contains(write) is true)
            {
                return true;
            }

            if (exception is StoreUnavailableException)
            {
                throw;
            }

            if (now?.Tag == before?.Tag)
            {
                await RefuseKnownPartsAsync(change);
                throw;
            }

            return false;
        }
    }

    /// <exception cref="InvalidOperationException">What the change adds is there already.</exception>
    private async Task RefuseKnownPartsAsync(JobChange change)
    {
        var jobId = change.Record.Job.JobId;
        if (change.Plan is { } plan && await jobs.FindRowAsync(jobId, JobRows.Plan(plan.Version), CancellationToken.None) is not null)
        {
            throw new InvalidOperationException(
                $"Job '{jobId}' has a plan version {plan.Version} already; a version is never overwritten.");
        }

        if (change.Decision is { PlanVersion: var version }
            && await jobs.FindRowAsync(jobId, JobRows.Decision(version), CancellationToken.None) is not null)
        {
            throw new InvalidOperationException(
                $"Plan version {version} of job '{jobId}' is decided already; a decision is never overwritten.");
        }

        if (change.Audit.Count > 0
            && await jobs.FindRowAsync(jobId, JobRows.Audit(change.Audit[^1].Seq), CancellationToken.None) is not null)
        {
            throw new InvalidOperationException(
                $"The audit chain of job '{jobId}' has a row {change.Audit[^1].Seq} already; a row is never overwritten.");
        }
    }
}
