using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Feed;

/// <summary>The rows of the feed: notices in one partition; in the other the entries by number, how far each job is fed, and the head.</summary>
/// <remarks>docs/decisions/0018-one-order-for-all-events.md says why nothing is passed over.</remarks>
internal sealed class FeedTable(GuardedTable table)
{
    /// <summary>A transaction has 100 rows: the head, and two for each job.</summary>
    public const int JobsAtOnce = 49;

    private const string Notices = "notices";
    private const string Entries = "entries";
    private const string HeadRow = "head";
    private const string EntriesStart = "e-";
    private const string EntriesEnd = "e.";
    private const int RowsAtOnce = 100;

    private static readonly string[] HeadColumns = [Columns.LastSeq];

    /// <summary>Leaves a notice; once it returns, readers find it.</summary>
    public Task LeaveNoticeAsync(string jobId, long promised, CancellationToken cancellationToken) => table.PutAsync(
        new TableEntity(Notices, $"{jobId}!{Token.New()}") { [Columns.LastSeq] = promised }, cancellationToken);

    /// <summary>Notices, in no order that matters.</summary>
    public IAsyncEnumerable<FeedNotice> ReadNoticesAsync(CancellationToken cancellationToken) => table
        .QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Notices}"), GuardedTable.MaxPageSize, columns: null, cancellationToken)
        .Select(row => new FeedNotice(row.RowKey, row.RowKey.Split('!')[0], row.GetInt64(Columns.LastSeq) ?? 0, row.Timestamp ?? default));

    /// <summary>Takes notices away; one that is gone already does not matter.</summary>
    public async Task RemoveNoticesAsync(IEnumerable<FeedNotice> notices, CancellationToken cancellationToken)
    {
        foreach (var some in notices.Chunk(RowsAtOnce))
        {
            try
            {
                await table.SubmitAsync(some.Select(notice =>
                    new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Notices, notice.Row), ETag.All)));
            }
            catch (RequestFailedException exception) when (exception.Status is 404)
            {
                // Another process was faster with one of them: then each by itself.
                foreach (var notice in some)
                {
                    await table.RemoveAsync(Notices, notice.Row, ETag.All, cancellationToken);
                }
            }
        }
    }

    /// <summary>The number of the last entry, and the tag of the row that says so; 0 and none before the first.</summary>
    public async Task<(long Last, ETag? Tag)> FindHeadAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Entries, HeadRow, HeadColumns, cancellationToken) is { } head
            ? (head.GetInt64(Columns.LastSeq) ?? 0, head.ETag)
            : (0, null);

    /// <summary>How far the job has been fed, or null when it has not been.</summary>
    public async Task<(string Generation, long LastSeq)?> FindFedAsync(string jobId, CancellationToken cancellationToken) =>
        await table.FindAsync(Entries, FedRow(jobId), columns: null, cancellationToken) is { } row
            ? (row.GetString(Columns.Generation) ?? "", row.GetInt64(Columns.LastSeq) ?? 0)
            : null;

    /// <summary>Adds entries behind the head that was read, all or none. What is known of fed jobs was read after the head.</summary>
    /// <returns>False when somebody else has added some meanwhile.</returns>
    public async Task<bool> TryAppendAsync(ETag? head, IReadOnlyList<FeedItem> items)
    {
        // Every append moves the head, so this one row guards all that was read after it, the numbers of fed events among them.
        var newHead = new TableEntity(Entries, HeadRow) { [Columns.LastSeq] = items[^1].Number };
        var actions = new List<TableTransactionAction>
        {
            head is { } tag
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, newHead, tag)
                : new TableTransactionAction(TableTransactionActionType.Add, newHead),
        };
        foreach (var item in items)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, ToRow(item)));
            actions.Add(new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity(Entries, FedRow(item.JobId)) { [Columns.Generation] = item.Generation, [Columns.LastSeq] = item.Last }));
        }

        try
        {
            await table.SubmitAsync(actions);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            // Or the answer to an earlier try was lost: then what was to be fed is, and the next look finds nothing to do.
            return false;
        }
    }

    /// <summary>Entries from a number on, in order.</summary>
    public IAsyncEnumerable<FeedItem> ReadAsync(long from, int pageSize, CancellationToken cancellationToken) => table
        .QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Entries} and RowKey ge {EntryRow(from)} and RowKey lt {EntriesEnd}"),
            pageSize,
            columns: null,
            cancellationToken)
        .Select(FromRow);

    /// <summary>Takes entries of a removed job away, for upkeep. Numbers are never given again.</summary>
    public Task RemoveAsync(FeedItem item, CancellationToken cancellationToken) =>
        table.RemoveAsync(Entries, EntryRow(item.Number), ETag.All, cancellationToken);

    private static string EntryRow(long number) => string.Create(CultureInfo.InvariantCulture, $"{EntriesStart}{number:D19}");

    private static string FedRow(string jobId) => $"job-{jobId}";

    private static TableEntity ToRow(FeedItem item) => new(Entries, EntryRow(item.Number))
    {
        [Columns.JobId] = item.JobId,
        [Columns.Generation] = item.Generation,
        [Columns.FirstSeq] = item.First,
        [Columns.LastSeq] = item.Last,
    };

    private static FeedItem FromRow(TableEntity row) => new(
        long.Parse(row.RowKey.AsSpan(EntriesStart.Length), NumberStyles.None, CultureInfo.InvariantCulture),
        row.GetString(Columns.JobId) ?? throw NoEntry(row),
        row.GetString(Columns.Generation) ?? throw NoEntry(row),
        row.GetInt64(Columns.FirstSeq) ?? throw NoEntry(row),
        row.GetInt64(Columns.LastSeq) ?? throw NoEntry(row));

    private static InvalidDataException NoEntry(TableEntity row) => new($"The row '{row.RowKey}' of the feed is no entry.");
}
