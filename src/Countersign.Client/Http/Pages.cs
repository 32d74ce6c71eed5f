using System.Runtime.CompilerServices;

namespace Countersign.Client.Http;

/// <summary>Goes over lists whose pages are counted from the start.</summary>
internal static class Pages
{
    /// <summary>How many entries one request brings: as many as the server gives.</summary>
    private const int ItemsOfAPage = 100;

    /// <summary>Every entry, page after page as it is read.</summary>
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
}
