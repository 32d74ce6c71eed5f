using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>Reads the rows of jobs: everything of one job is one partition.</summary>
internal sealed class JobTable(GuardedTable table, ValueStore values)
{
    private static readonly string[] KeyColumns = [Columns.PartitionKey, Columns.RowKey];
    private static readonly string[] SeqColumns = [Columns.LastSeq, Columns.Removing];
    private static readonly string[] ReachColumns = [Columns.Generation, Columns.LastSeq, Columns.Removing];

    /// <summary>The job, also while it is being removed; null when there is none.</summary>
    public Task<StoredJob?> FindAsync(string jobId, CancellationToken cancellationToken) => Reread.AsNeededAsync(async () =>
    {
        if (await FindRowAsync(jobId, JobRows.Job, cancellationToken) is not { } row)
        {
            return null;
        }

        // A removal takes the input away before the job's row.
        var input = row.GetBoolean(Columns.InputApart) is true && !JobRow.IsRemoving(row)
            ? await FindValueAsync(jobId, JobRows.Input, cancellationToken) ?? throw new ValueGoneException(JobRows.Input)
            : null;
        return JobRow.Read(row, await values.GetAsync(row, cancellationToken), input);
    });

    /// <summary>The number of the job's newest event; 0 without a job.</summary>
    public async Task<long> FindLastSeqAsync(string jobId, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(jobId, JobRows.Job, cancellationToken, SeqColumns);
        return row is null || JobRow.IsRemoving(row) ? 0 : row.GetInt64(Columns.LastSeq) ?? 0;
    }

    /// <summary>Which job has the identifier, and the number of its newest event; null and 0 without one.</summary>
    public async Task<(string? Generation, long LastSeq)> FindReachAsync(string jobId, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(jobId, JobRows.Job, cancellationToken, ReachColumns);
        return row is null || JobRow.IsRemoving(row) ? (null, 0) : (row.GetString(Columns.Generation), row.GetInt64(Columns.LastSeq) ?? 0);
    }

    /// <summary>One part's value; null when there is none.</summary>
    public Task<byte[]?> FindPartAsync(string jobId, string row, CancellationToken cancellationToken) =>
        Reread.AsNeededAsync(() => FindValueAsync(jobId, row, cancellationToken));

    /// <summary>Rows of a job from one key on and before another, with their values' columns.</summary>
    public IAsyncEnumerable<TableEntity> ReadRangeAsync(
        string jobId, string after, string before, int pageSize, CancellationToken cancellationToken) => !JobIds.IsValid(jobId)
        ? AsyncEnumerable.Empty<TableEntity>()
        : table.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {jobId} and RowKey gt {after} and RowKey lt {before}"),
            pageSize,
            columns: null,
            cancellationToken);

    /// <summary>The rows of every job whose keys are in a range, by job, from one row on. Reads the whole table.</summary>
    /// <param name="after">The job and row before the first wanted; null for all.</param>
    /// <param name="first">Before the wanted keys.</param>
    /// <param name="end">Behind the wanted keys.</param>
    /// <param name="pageSize">How many to ask for at once.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public IAsyncEnumerable<TableEntity> ScanAsync(
        (string JobId, string Row)? after, string first, string end, int pageSize, CancellationToken cancellationToken) => table.QueryAsync(
        after is { } from
            ? TableClient.CreateQueryFilter(
                $"(PartitionKey gt {from.JobId} or (PartitionKey eq {from.JobId} and RowKey gt {from.Row})) and RowKey gt {first} and RowKey lt {end}")
            : TableClient.CreateQueryFilter($"RowKey gt {first} and RowKey lt {end}"),
        pageSize,
        columns: null,
        cancellationToken);

    /// <summary>The rows of the jobs themselves, in the order of identifiers. Reads the whole table.</summary>
    public IAsyncEnumerable<TableEntity> ScanJobsAsync(string? after, int pageSize, CancellationToken cancellationToken) => table.QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey gt {after ?? ""} and RowKey eq {JobRows.Job}"), pageSize, columns: null, cancellationToken);

    /// <summary>The keys of all rows of a job.</summary>
    public IAsyncEnumerable<TableEntity> ReadKeysAsync(string jobId, CancellationToken cancellationToken) => table.QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {jobId}"), GuardedTable.MaxPageSize, KeyColumns, cancellationToken);

    public Task<TableEntity?> FindRowAsync(
        string jobId, string row, CancellationToken cancellationToken, IEnumerable<string>? columns = null) => JobIds.IsValid(jobId)
        ? table.FindAsync(jobId, row, columns, cancellationToken)
        : Task.FromResult<TableEntity?>(null);

    public Task SubmitAsync(IEnumerable<TableTransactionAction> actions) => table.SubmitAsync(actions);

    private async Task<byte[]?> FindValueAsync(string jobId, string row, CancellationToken cancellationToken) =>
        await FindRowAsync(jobId, row, cancellationToken) is { } found ? await values.GetAsync(found, cancellationToken) : null;
}
