using Azure;
using Azure.Data.Tables;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Definitions;

/// <summary>Definitions in a table. People write them by hand, so there are few: a list reads the short columns of its whole sort.</summary>
internal sealed class AzureDefinitionStore(GuardedTable table, TimeProvider time) : IDefinitionStore
{
    private const int Conflict = 409;
    private const int Gone = 404;
    private const int Changed = 412;

    public async Task<DefinitionRecord?> TryCreateAsync(DefinitionRecord definition, CancellationToken cancellationToken)
    {
        var row = DefinitionRow.Write(definition);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await table.SubmitAsync([new TableTransactionAction(TableTransactionActionType.Add, row), .. DueActions(null, definition)]);
                return null;
            }
            catch (TableTransactionFailedException exception) when (exception.Status == Conflict)
            {
                // The answer of a try that succeeded may have been lost, and its repeat been refused; what stands there tells.
                if (await GetAsync(definition.Sort, definition.Id, cancellationToken) is { } existing)
                {
                    return IsSame(existing, definition) ? null : existing;
                }
            }
        }
    }

    public async Task<DefinitionRecord?> GetAsync(string sort, string id, CancellationToken cancellationToken) =>
        await table.FindAsync(sort, DefinitionRow.Key(id), columns: null, cancellationToken) is { } row ? DefinitionRow.Read(row) : null;

    public async Task<DefinitionPage> ListAsync(DefinitionQuery query, CancellationToken cancellationToken)
    {
        var keys = new List<(DateTimeOffset CreatedAt, string Id)>();
        await foreach (var row in table.QueryAsync(FilterOf(query), GuardedTable.MaxPageSize, DefinitionRow.ListColumns, cancellationToken))
        {
            if (query.Text is not { Length: > 0 } text || row.GetString(Columns.Search).Contains(SearchText.Fold(text), StringComparison.Ordinal))
            {
                keys.Add((DefinitionRow.InstantOf(row, Columns.CreatedAt), row.GetString(Columns.DefinitionId)));
            }
        }

        var page = keys
            .OrderByDescending(key => key.CreatedAt).ThenBy(key => key.Id, StringComparer.Ordinal)
            .Skip(query.Skip).Take(query.Limit)
            .Select(key => GetAsync(query.Sort, key.Id, cancellationToken));
        var items = await Task.WhenAll(page);
        return new DefinitionPage([.. items.OfType<DefinitionRecord>()], keys.Count);
    }

    public async Task<IReadOnlyList<DefinitionRecord>> ListDueAsync(string sort, int limit, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {sort} and RowKey ge {DefinitionRow.DueRows}");
        var ids = new List<string>();
        await foreach (var row in table.QueryAsync(filter, limit, [Columns.DefinitionId], cancellationToken))
        {
            ids.Add(row.GetString(Columns.DefinitionId));
            if (ids.Count == limit)
            {
                break;
            }
        }

        var found = await Task.WhenAll(ids.Select(id => GetAsync(sort, id, cancellationToken)));
        return
        [
            .. found.OfType<DefinitionRecord>().Where(record => record.DueAt is not null)
                .OrderBy(record => record.DueAt).ThenBy(record => record.Id, StringComparer.Ordinal),
        ];
    }

    public async Task<DefinitionRecord?> UpdateAsync(
        string sort, string id, Func<DefinitionRecord, DefinitionRecord> change, CancellationToken cancellationToken)
    {
        var backoff = new Backoff($"The {sort} '{id}'", time);
        while (true)
        {
            if (await table.FindAsync(sort, DefinitionRow.Key(id), columns: null, cancellationToken) is not { } row)
            {
                return null;
            }

            var before = DefinitionRow.Read(row);
            var after = change(before);
            DefinitionRecord.RequireSame(before, after);
            try
            {
                await table.SubmitAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.UpdateReplace, DefinitionRow.Write(after), row.ETag),
                    .. DueActions(before, after),
                ]);
                return after;
            }
            catch (TableTransactionFailedException exception) when (exception.Status is Changed or Gone)
            {
                await backoff.WaitAsync(cancellationToken);
            }
        }
    }

    public async Task<bool> DeleteAsync(string sort, string id, CancellationToken cancellationToken)
    {
        var backoff = new Backoff($"The {sort} '{id}'", time);
        while (true)
        {
            if (await table.FindAsync(sort, DefinitionRow.Key(id), columns: null, cancellationToken) is not { } row)
            {
                return false;
            }

            var before = DefinitionRow.Read(row);
            if (before.DueAt is null)
            {
                if (await table.RemoveAsync(sort, DefinitionRow.Key(id), row.ETag, cancellationToken))
                {
                    return true;
                }
            }
            else
            {
                try
                {
                    await table.SubmitAsync([new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag), .. DueActions(before, null)]);
                    return true;
                }
                catch (TableTransactionFailedException exception) when (exception.Status is Changed or Gone)
                {
                    // Somebody changed or removed it meanwhile.
                }
            }

            await backoff.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What keeps the row that finds a definition by its due time in step with the definition, in the same transaction.</summary>
    private static IEnumerable<TableTransactionAction> DueActions(DefinitionRecord? before, DefinitionRecord? after)
    {
        if (before?.DueAt == after?.DueAt)
        {
            yield break;
        }

        if (before?.DueAt is { } was)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Delete, DefinitionRow.WriteDue(before, was), ETag.All);
        }

        if (after?.DueAt is { } now)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Add, DefinitionRow.WriteDue(after, now));
        }
    }

    private static string FilterOf(DefinitionQuery query)
    {
        List<string> parts = [TableClient.CreateQueryFilter($"PartitionKey eq {query.Sort} and RowKey lt {DefinitionRow.DueRows}")];
        if (query.Owner is { } owner)
        {
            parts.Add(TableClient.CreateQueryFilter($"Owner eq {owner}"));
        }

        if (query.Label is { } label)
        {
            parts.Add(TableClient.CreateQueryFilter($"Label eq {label}"));
        }

        return string.Join(" and ", parts);
    }

    private static bool IsSame(DefinitionRecord one, DefinitionRecord other) =>
        (one.Owner, one.Name, one.Label, one.CreatedAt, one.UpdatedAt, one.DueAt)
            == (other.Owner, other.Name, other.Label, other.CreatedAt, other.UpdatedAt, other.DueAt)
        && StoredJson.WriteDocument(one.Content).AsSpan().SequenceEqual(StoredJson.WriteDocument(other.Content));
}
