using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Audit;

/// <summary>The host's audit chain: rows by their number, and one row that says which is the newest.</summary>
/// <remarks>Few rows a minute whatever the load, so that one partition is no bottleneck. A row stays below a property's 64 KiB.</remarks>
internal sealed class HostAuditTable(GuardedTable table)
{
    private const string Partition = "host";
    private const string Head = "head";
    private const string RowsEnd = "row.";

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var rows = table.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {RowOf(Math.Max(after, 0))} and RowKey lt {RowsEnd}"),
            Math.Min(limit, GuardedTable.MaxPageSize),
            columns: null,
            cancellationToken);
        return await rows.Take(limit).Select(Read).ToListAsync(cancellationToken);
    }

    public async Task<AuditEntry?> FindLastAsync(CancellationToken cancellationToken)
    {
        var head = await table.FindAsync(Partition, Head, columns: null, cancellationToken);
        return head?.GetInt64(Columns.LastSeq) is { } seq ? await FindAsync(seq, cancellationToken) : null;
    }

    public async Task<bool> TryAppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            // The new row must not be there, and both are written or none.
            await table.SubmitAsync(
            [
                new TableTransactionAction(
                    TableTransactionActionType.Add,
                    new TableEntity(Partition, RowOf(entry.Seq)) { [Columns.LastSeq] = entry.Seq, [Columns.Json] = entry.Content.ToArray() }),
                new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace, new TableEntity(Partition, Head) { [Columns.LastSeq] = entry.Seq }),
            ]);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // The answer to an earlier try of ours may have been lost: then the row that is there is this one.
            return await FindAsync(entry.Seq, cancellationToken) is { } there && there.Content.Span.SequenceEqual(entry.Content.Span);
        }
    }

    private async Task<AuditEntry?> FindAsync(long seq, CancellationToken cancellationToken) =>
        await table.FindAsync(Partition, RowOf(seq), columns: null, cancellationToken) is { } row ? Read(row) : null;

    private static AuditEntry Read(TableEntity row) => new(
        row.GetInt64(Columns.LastSeq) ?? throw NoRow(row), row.GetBinary(Columns.Json) ?? throw NoRow(row));

    private static InvalidDataException NoRow(TableEntity row) => new($"The row '{row.RowKey}' of the host's audit chain is not one.");

    private static string RowOf(long seq) => string.Create(CultureInfo.InvariantCulture, $"row-{seq:D19}");
}
