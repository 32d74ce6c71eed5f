using System.Runtime.CompilerServices;

namespace Countersign.Client.Http;

/// <summary>Goes over lists, page after page as they are read.</summary>
internal static class Pages
{
    /// <summary>How many entries one request brings: as many as the server gives.</summary>
    private const int ItemsOfAPage = 100;

    /// <summary>Every entry of a list whose pages are counted from the start.</summary>
    /// <param name="read">Reads a page: how many entries to pass over and how many to bring, as the query has them.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(
        Func<(string Name, string? Value)[], Task<(IReadOnlyList<T> Items, long Total)>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var skip = 0L; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (items, total) = await read([("skip", ApiPath.Number(skip)), ("limit", ApiPath.Number(ItemsOfAPage))]).ConfigureAwait(false);
            foreach (var item in items)
            {
                yield return item;
            }

            skip += items.Count;
            if (items.Count == 0 || skip >= total)
            {
                yield break;
            }
        }
    }

    /// <summary>Every entry of a list whose pages name the next one.</summary>
    /// <param name="read">Reads the page of a cursor, null for the first; answers its entries and the next cursor, null for none.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<T> FollowAsync<T>(
        Func<string?, CancellationToken, Task<(IReadOnlyList<T> Items, string? Next)>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            (var items, cursor) = await read(cursor, cancellationToken).ConfigureAwait(false);
            foreach (var item in items)
            {
                yield return item;
            }
        }
        while (cursor is not null);
    }

    /// <summary>Every entry so far of a series whose entries are numbered.</summary>
    /// <param name="after">The number before the first entry wanted.</param>
    /// <param name="limit">How many entries a page has unless it is the last.</param>
    /// <param name="read">Reads the page after a number; answers its entries and the number that the next one comes after.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<T> AfterAsync<T>(
        long after,
        int limit,
        Func<long, CancellationToken, Task<(IReadOnlyList<T> Items, long Next)>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var isLast = false; !isLast;)
        {
            (var items, after) = await read(after, cancellationToken).ConfigureAwait(false);
            foreach (var item in items)
            {
                yield return item;
            }

            isLast = items.Count < limit;
        }
    }
}
