using Countersign.Server.Ports;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Index;

/// <summary>Lists of jobs: keys from the index, each compared with its job before it is shown.</summary>
/// <remarks>
/// The first page counts, unless nobody asks for that, and so reads the keys of the whole list, a thousand at a time; later pages read
/// only their part, unless the oldest come first. See docs/decisions/0010-tables-layout.md.
/// </remarks>
internal sealed class JobListing(IndexTable index, IndexCheck check)
{
    /// <summary>How many more jobs than asked for are kept from a walk, to stand in for stale rows.</summary>
    private const int Spare = 20;

    public async Task<JobPage> ReadAsync(JobQuery query, CancellationToken cancellationToken)
    {
        var cursor = query.Cursor is null ? null : ListCursor.Parse(query.Cursor, query.OldestFirst);
        var walk = query.OldestFirst
            ? await WalkOldestFirstAsync(query, cursor, cancellationToken)
            : await WalkNewestFirstAsync(query, cursor, cancellationToken);

        var shown = new List<JobRecord>();
        var (read, stale) = (0, 0);
        while (read < walk.Candidates.Count && shown.Count <= query.Limit)
        {
            var part = walk.Candidates.Skip(read).Take(query.Limit + 1 - shown.Count).ToArray();
            var found = await check.ReadAsync(part, query, cancellationToken);
            shown.AddRange(found.OfType<JobRecord>());
            stale += found.Count(record => record is null);
            read += part.Length;
        }

        var total = query.WithoutTotal ? 0 : cursor?.Total ?? walk.Count - stale;
        if (shown.Count <= query.Limit)
        {
            // Everything that was kept from the walk is read: the next page goes on behind it.
            var place = walk.IsWhole ? null : After(walk.Candidates[^1], query.OldestFirst, total);
            return new JobPage(shown, total, place?.ToString());
        }

        JobRecord[] page = [.. shown.Take(query.Limit)];
        return new JobPage(page, total, page.Length == 0 ? null : After(page[^1], query.OldestFirst, total).ToString());
    }

    public async Task<IReadOnlyList<JobRecord>> ReadOwedAsync(int limit, CancellationToken cancellationToken)
    {
        var owed = new List<JobRecord>();
        await foreach (var rows in index.ReadOwedAsync(limit, cancellationToken).Chunk(Math.Max(limit, 1)))
        {
            var candidates = rows.GroupBy(row => RowOrder.JobIdOf(row.RowKey)).Select(group => new IndexCandidate(group.Key, [.. group]));
            var found = await check.ReadAsync([.. candidates], new JobQuery(), cancellationToken);
            owed.AddRange(found.OfType<JobRecord>());
            if (owed.Count >= limit)
            {
                break;
            }
        }

        return [.. owed.DistinctBy(record => record.Job.JobId).Take(limit)];
    }

    private static ListCursor After(IndexCandidate last, bool oldestFirst, long total) =>
        new(last.CreatedAt, last.JobId, oldestFirst, total);

    private static ListCursor After(JobRecord last, bool oldestFirst, long total) =>
        new(last.Job.CreatedAt.ToUnixTimeMilliseconds(), last.Job.JobId, oldestFirst, total);

    private async Task<ListWalk> WalkNewestFirstAsync(JobQuery query, ListCursor? cursor, CancellationToken cancellationToken)
    {
        var (room, skip) = (query.Limit + 1 + Spare, cursor is null ? query.Skip : 0);
        var counts = cursor is null && !query.WithoutTotal;
        var kept = new List<IndexCandidate>();
        var count = 0L;
        var scan = new IndexScan(query, cursor) { PageSize = counts ? GuardedTable.MaxPageSize : room + 1 };
        await foreach (var candidate in IndexWalk.WalkAsync(index, scan, cancellationToken))
        {
            if (count >= skip && kept.Count < room)
            {
                kept.Add(candidate);
            }

            count++;
            if (!counts && count > skip + room)
            {
                break;
            }
        }

        return new ListWalk(kept, count, IsWhole: count <= (long)skip + kept.Count);
    }

    /// <summary>Tables give rows in one order only, so the other is sorted here: every page reads all keys.</summary>
    private async Task<ListWalk> WalkOldestFirstAsync(JobQuery query, ListCursor? cursor, CancellationToken cancellationToken)
    {
        var all = await IndexWalk.WalkAsync(index, new IndexScan(query, cursor), cancellationToken).ToListAsync(cancellationToken);
        var ordered = all.OrderBy(candidate => candidate.CreatedAt).ThenBy(candidate => candidate.JobId, StringComparer.Ordinal);
        var rest = cursor is null
            ? ordered.Skip(query.Skip)
            : ordered.SkipWhile(job => job.CreatedAt == cursor.CreatedAt && string.CompareOrdinal(job.JobId, cursor.JobId) <= 0);
        return new ListWalk([.. rest], all.Count, IsWhole: true);
    }
}
