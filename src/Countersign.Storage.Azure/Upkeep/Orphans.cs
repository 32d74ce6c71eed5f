using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Rows about jobs that stand outside the jobs' partitions, and may be of a job that is gone.</summary>
internal static class Orphans
{
    private const int Portion = 1000;
    private const int Parallelism = 16;

    /// <summary>Removes the rows whose job is gone, or has its identifier from another now.</summary>
    /// <returns>How many rows it removed.</returns>
    public static async Task<int> RemoveAsync<T>(
        IAsyncEnumerable<T> rows,
        Func<T, string> jobIdOf,
        Func<T, string?> generationOf,
        Func<T, CancellationToken, Task> remove,
        JobTable jobs,
        CancellationToken cancellationToken)
    {
        var removed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await foreach (var portion in rows.Chunk(Portion))
        {
            await Parallel.ForEachAsync(portion.GroupBy(jobIdOf), options, async (ofJob, token) =>
            {
                var (generation, _) = await jobs.FindReachAsync(ofJob.Key, token);
                foreach (var row in ofJob.Where(row => generationOf(row) != generation))
                {
                    await remove(row, token);
                    Interlocked.Increment(ref removed);
                }
            });
        }

        return removed;
    }
}
