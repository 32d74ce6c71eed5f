using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Metrics;

/// <summary>
/// The figures of jobs again, by task: a partition for each, with a row for each change that added some, newest job first. A job without
/// a task has none.
/// </summary>
/// <remarks>
/// Row keys are <c>{milliseconds, counted down}!{job id}!{first number}!{write}</c>. Rows are written before the job, as those of the index
/// are, and carry the write's name: a row of a write that was not stored is never taken for one that was, and of several with one number
/// the newest counts, since whoever wrote it found that the others were not stored.
/// </remarks>
internal sealed class TaskSeries(GuardedTable table)
{
    private static readonly string[] PlaceColumns = [Columns.PartitionKey, Columns.RowKey, Columns.Timestamp, Columns.Generation];

    /// <summary>Where the figures of a change stand; null when it adds none, or its job has no task.</summary>
    public static IndexKey? PlaceOf(JobChange change, string write) => change.Metrics.Count > 0 && change.Record.Job is { TaskId: { } taskId } job
        ? new IndexKey(PartitionOf(taskId), RowOrder.NewestFirst(job.CreatedAt, job.JobId, $"{NumberOf(MetricPack.Of(change).First)}!{write}"))
        : null;

    /// <summary>Writes the figures of a change; does nothing without a place.</summary>
    public Task PutAsync(IndexKey? place, JobChange change, string generation, CancellationToken cancellationToken) => place is { } at
        ? table.PutAsync(
            new TableEntity(at.Partition, at.Row)
            {
                [Columns.Owner] = change.Record.Job.Owner,
                [Columns.Generation] = generation,
                [Columns.Json] = StoredJson.Write(MetricPack.Of(change), StoredJson.Metrics),
            },
            cancellationToken)
        : Task.CompletedTask;

    /// <summary>Takes one row away; does nothing without a place.</summary>
    public Task RemoveAsync(IndexKey? place) => place is { } at
        ? table.RemoveAsync(at.Partition, at.Row, ETag.All, CancellationToken.None)
        : Task.CompletedTask;

    /// <summary>Takes every row of a job away.</summary>
    public async Task RemoveAllAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.TaskId is not { } taskId)
        {
            return;
        }

        var (partition, from) = (PartitionOf(taskId), RowOrder.NewestFirst(job.CreatedAt, job.JobId, ""));
        var behind = RowOrder.Behind(job.CreatedAt.ToUnixTimeMilliseconds(), job.JobId);
        var rows = table.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {behind}"),
            GuardedTable.MaxPageSize,
            PlaceColumns,
            cancellationToken);
        await foreach (var row in rows)
        {
            await table.RemoveAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    /// <summary>The figures of a task's jobs, newest job first: one request per 1000 changes.</summary>
    public IAsyncEnumerable<TableEntity> ReadAsync(string taskId, string? owner, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(taskId);
        return table.QueryAsync(
            owner is null
                ? TableClient.CreateQueryFilter($"PartitionKey eq {partition}")
                : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Owner eq {owner}"),
            GuardedTable.MaxPageSize,
            columns: null,
            cancellationToken);
    }

    /// <summary>Every row, for upkeep.</summary>
    public IAsyncEnumerable<TableEntity> ReadAllAsync(CancellationToken cancellationToken) =>
        table.QueryAsync(filter: null, GuardedTable.MaxPageSize, PlaceColumns, cancellationToken);

    private static string PartitionOf(string taskId) => KeyText.Encode(taskId);

    private static string NumberOf(int first) => first.ToString("D10", CultureInfo.InvariantCulture);
}
