using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure.Index;

/// <summary>What an index row tells of its job, so that filters need not read the job.</summary>
/// <remarks>The status is not on the card: it changes often, and the rows that it moves carry it in their partition's name. How long
/// the job took stands on those rows only.</remarks>
internal static class IndexCard
{
    // Not a character of encoded text.
    private const char Border = ' ';

    public static TableEntity ToRow(IndexKey key, Job job) => new(key.Partition, key.Row)
    {
        [Columns.Kind] = job.Kind,
        [Columns.Owner] = job.Owner,
        [Columns.TaskId] = job.TaskId,
        [Columns.Tags] = $"{Border}{string.Join(Border, JobLabels.Of(job).Select(KeyText.Encode))}{Border}",
        [Columns.Search] = SearchText.Of(job),
        [Columns.Took] = JobDuration.MillisecondsOf(job),
    };

    public static bool HasTag(TableEntity row, string tag) =>
        row.GetString(Columns.Tags) is { } tags && tags.Contains($"{Border}{KeyText.Encode(tag)}{Border}", StringComparison.Ordinal);

    public static bool HasText(TableEntity row, string text) =>
        row.GetString(Columns.Search) is { } search && search.Contains(SearchText.Fold(text), StringComparison.Ordinal);
}
