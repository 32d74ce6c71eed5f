using Azure.Data.Tables;

namespace Countersign.Storage.Azure.Index;

/// <summary>A job that the index shows, with every row that shows it; at most one of them counts.</summary>
internal sealed record IndexCandidate(string JobId, IReadOnlyList<TableEntity> Rows)
{
    /// <summary>In milliseconds since 1970, for rows that are newest first.</summary>
    public long CreatedAt => RowOrder.MillisecondsOf(Rows[0].RowKey);
}
