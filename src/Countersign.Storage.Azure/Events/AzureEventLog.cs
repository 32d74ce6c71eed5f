using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Events;

/// <summary>Events in packs that are keyed by their last number; waiting by looking at the job's row again and again.</summary>
internal sealed class AzureEventLog(JobTable jobs, ValueStore values, SeqWatches watches, TimeProvider time) : IEventLog
{
    private const double Growth = 1.5;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public Task<IReadOnlyList<JobEvent>> ReadAsync(
        string jobId, long after, int limit, string? type, CancellationToken cancellationToken) => Reread.AsNeededAsync(async () =>
    {
        // The first pack whose last event is wanted may begin before it.
        var events = new List<JobEvent>();
        var rows = jobs.ReadRangeAsync(
            jobId, JobRows.Events(Math.Max(after, 0)), JobRows.EventsEnd, Math.Min(limit, GuardedTable.MaxPageSize), cancellationToken);
        await foreach (var row in rows)
        {
            var pack = EventPack.Read(await values.GetAsync(row, cancellationToken));
            events.AddRange(pack.Where(stored => stored.Seq > after && (type is null || stored.Type == type)));
            if (events.Count >= limit)
            {
                break;
            }
        }

        return (IReadOnlyList<JobEvent>)[.. events.Take(limit)];
    });

    public async Task WaitAsync(string jobId, long after, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var pause = First;
        using var watch = watches.Join(jobId);
        while (await watch.ReadAsync(cancellationToken) <= after)
        {
            var left = timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
            pause = pause * Growth < Longest ? pause * Growth : Longest;
        }
    }
}
