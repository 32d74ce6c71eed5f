using Azure.Data.Tables;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Index;

/// <summary>How a list is read from the index: which partitions, which part of them, and what is filtered on the way.</summary>
internal sealed class IndexScan
{
    private readonly JobQuery _query;
    private readonly string _from;
    private readonly string? _below;

    public IndexScan(JobQuery query, ListCursor? cursor)
    {
        _query = query;
        Partitions = [.. PartitionsOf(query).Distinct()];
        _from = Latest(
            query.CreatedBefore is { } before ? RowOrder.From(RowOrder.LastMillisecondBefore(before)) : "",
            cursor is { OldestFirst: false } ? RowOrder.Behind(cursor.CreatedAt, cursor.JobId) : "");
        _below = Earliest(
            query.CreatedAfter is { } after ? RowOrder.From(after.ToUnixTimeMilliseconds()) : null,
            cursor is { OldestFirst: true } ? RowOrder.From(cursor.CreatedAt - 1) : null);
    }

    /// <summary>Each holds jobs newest first; a job stands in one of them, or in two while it moves.</summary>
    public IReadOnlyList<string> Partitions { get; }

    public int PageSize { get; init; } = GuardedTable.MaxPageSize;

    public IEnumerable<string> SelectedColumns => [.. PlaceColumns, .. CardColumns()];

    private static IEnumerable<string> PlaceColumns => [Columns.PartitionKey, Columns.RowKey, Columns.Timestamp];

    public string FilterOf(string partition)
    {
        List<string> parts = [TableClient.CreateQueryFilter($"PartitionKey eq {partition}")];
        Add(parts, _from.Length > 0, $"RowKey ge {_from}");
        Add(parts, _below is not null, $"RowKey lt {_below}");

        // Asked of the service even where the partition says it already: a digest may stand in its name.
        Add(parts, _query.Kind is not null, $"Kind eq {_query.Kind}");
        Add(parts, _query.Owner is not null, $"Owner eq {_query.Owner}");
        Add(parts, _query.OfTasks, $"TaskId gt {""}");
        Add(parts, _query.TaskId is not null, $"TaskId eq {_query.TaskId}");
        return string.Join(" and ", parts);
    }

    /// <summary>What the service cannot filter by.</summary>
    public bool Keeps(TableEntity row) =>
        (_query.Tag is not { } tag || IndexCard.HasTag(row, tag))
        && (_query.Text is not { Length: > 0 } text || IndexCard.HasText(row, text));

    // The status first: only its partitions know it. Then what few jobs share.
    private static IEnumerable<string> PartitionsOf(JobQuery query) => query switch
    {
        { Statuses.Count: > 0, TaskId: { } taskId } => query.Statuses.Select(status => IndexPartitions.StatusAndTask(status, taskId)),
        { Statuses.Count: > 0, Owner: { } owner } => query.Statuses.Select(status => IndexPartitions.StatusAndOwner(status, owner)),
        { Statuses.Count: > 0 } => query.Statuses.Select(IndexPartitions.Status),
        { TaskId: { } taskId } => [IndexPartitions.Task(taskId)],
        { Tag: { } tag } => [IndexPartitions.Tag(tag)],
        { Owner: { } owner } => [IndexPartitions.Owner(owner)],
        { Kind: { } kind } => [IndexPartitions.Kind(kind)],
        _ => [IndexPartitions.All],
    };

    private static void Add(List<string> parts, bool wanted, FormattableString condition)
    {
        if (wanted)
        {
            parts.Add(TableClient.CreateQueryFilter(condition));
        }
    }

    private static string Latest(string one, string other) => string.CompareOrdinal(one, other) >= 0 ? one : other;

    private static string? Earliest(string? one, string? other) =>
        one is null || other is null ? one ?? other : string.CompareOrdinal(one, other) <= 0 ? one : other;

    private IEnumerable<string> CardColumns()
    {
        if (_query.Tag is not null)
        {
            yield return Columns.Tags;
        }

        if (_query.Text is { Length: > 0 })
        {
            yield return Columns.Search;
        }
    }
}
