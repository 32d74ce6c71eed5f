using System.Runtime.CompilerServices;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Reads every job that a query finds, page by page, and lets others have the thread between two.</summary>
internal static class JobWalk
{
    private const int PageSize = 100;

    public static async IAsyncEnumerable<JobRecord> ReadAsync(
        IJobStore jobs, JobQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query = query with { WithoutTotal = true, Limit = PageSize };
        while (true)
        {
            var page = await jobs.ListAsync(query, cancellationToken);
            foreach (var record in page.Items)
            {
                await Task.Yield();
                yield return record;
            }

            if (page.NextCursor is null)
            {
                yield break;
            }

            query = query with { Cursor = page.NextCursor };
        }
    }
}
