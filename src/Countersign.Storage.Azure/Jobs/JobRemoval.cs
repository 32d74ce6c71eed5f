using Azure;
using Azure.Data.Tables;
using Countersign.Storage.Azure.Artifacts;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Metrics;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>Removes a job in steps that can be done again, its own row last: as long as that stands, the rest can be found.</summary>
internal sealed class JobRemoval(JobTable jobs, ValueStore values, ArtifactBlobs artifacts, IndexTable index, TaskSeries series)
{
    /// <summary>The service's limit of 100, less the job's own row.</summary>
    private const int PartsAtOnce = 99;

    /// <summary>Removes the job, or goes on where an earlier removal stopped; nothing happens when there is none.</summary>
    public async Task RemoveAsync(string jobId, Backoff backoff, CancellationToken cancellationToken)
    {
        while (await jobs.FindAsync(jobId, cancellationToken) is { } job)
        {
            try
            {
                await RemoveAsync(job, cancellationToken);
                return;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
            {
                // Somebody changed the job or removes it too: go on from how it is now.
                await backoff.WaitAsync(cancellationToken);
            }
        }
    }

    private static TableEntity Marked(StoredJob job) => new(job.Record.Job.JobId, JobRows.Job) { [Columns.Removing] = true };

    private static IndexKey PlaceOf(StoredJob job) =>
        new(IndexPartitions.Removing, RowOrder.OldestFirst(job.Record.Job.CreatedAt, job.Record.Job.JobId, job.Generation));

    private async Task RemoveAsync(StoredJob job, CancellationToken cancellationToken)
    {
        var jobId = job.Record.Job.JobId;
        await index.PutAsync([PlaceOf(job)], job.Record.Job, cancellationToken);

        // From here on nobody sees the job or adds to it.
        await jobs.SubmitAsync([new TableTransactionAction(TableTransactionActionType.UpdateMerge, Marked(job), job.Tag)]);
        await index.RemoveAsync(job.Places, cancellationToken);
        await series.RemoveAllAsync(job.Record.Job, cancellationToken);
        await RemovePartsAsync(job, cancellationToken);
        await values.RemovePartsAsync(jobId, job.Generation, job.RecordBlob, cancellationToken);
        await artifacts.RemoveAllAsync(jobId, job.Generation, cancellationToken);
        await RemoveRowAsync(jobId, job.Generation, cancellationToken);
        if (job.RecordBlob is { } blob)
        {
            await values.RemoveAsync(blob);
        }

        await index.RemoveAsync([PlaceOf(job)], cancellationToken);
    }

    /// <remarks>Each batch holds only while the job is the one whose removal began, so none hits a later job of that identifier.</remarks>
    private async Task RemovePartsAsync(StoredJob job, CancellationToken cancellationToken)
    {
        var jobId = job.Record.Job.JobId;
        var keys = await jobs.ReadKeysAsync(jobId, cancellationToken).ToListAsync(cancellationToken);
        foreach (var part in keys.Where(row => row.RowKey != JobRows.Job).Chunk(PartsAtOnce))
        {
            var tag = await FindMarkedAsync(jobId, job.Generation, cancellationToken);
            await jobs.SubmitAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpdateMerge, Marked(job), tag),
                .. part.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)),
            ]);
        }
    }

    private async Task RemoveRowAsync(string jobId, string generation, CancellationToken cancellationToken)
    {
        var tag = await FindMarkedAsync(jobId, generation, cancellationToken);
        await jobs.SubmitAsync([new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(jobId, JobRows.Job), tag)]);
    }

    /// <exception cref="RequestFailedException">The job is gone.</exception>
    private async Task<ETag> FindMarkedAsync(string jobId, string generation, CancellationToken cancellationToken)
    {
        var row = await jobs.FindRowAsync(jobId, JobRows.Job, cancellationToken, [Columns.Generation]);
        return row?.GetString(Columns.Generation) == generation ? row.ETag : throw new RequestFailedException(404, "The job is gone.");
    }
}
