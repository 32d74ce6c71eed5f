using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Events;

namespace Countersign.Cli.Api;

/// <summary>Follows a job's events over broken connections, each event once and in order.</summary>
internal sealed class EventFollower(CountersignApi api, TimeProvider clock)
{
    private const int MaxFailures = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The job's events after one, until the job has ended.</summary>
    /// <exception cref="ServerUnreachableException">The server stayed away.</exception>
    public async IAsyncEnumerable<JobEvent> FollowAsync(
        string jobId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        var hasEnded = false;
        for (var failures = 0; ;)
        {
            await using var events = ReadAsync(jobId, last, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                bool moved;
                try
                {
                    moved = await events.MoveNextAsync();
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException)
                {
                    if (++failures > MaxFailures)
                    {
                        throw new ServerUnreachableException(api.Address, exception);
                    }

                    await Task.Delay(Pause, clock, cancellationToken);
                    break;
                }

                if (!moved)
                {
                    // A server that stops ends its streams too; only the job's own end ends the following.
                    if (hasEnded || ++failures > MaxFailures)
                    {
                        yield break;
                    }

                    await Task.Delay(Pause, clock, cancellationToken);
                    break;
                }

                failures = 0;
                last = events.Current.Seq;
                hasEnded = EventTypes.EndsStream(events.Current.Type);
                yield return events.Current;
            }
        }
    }

    private async IAsyncEnumerable<JobEvent> ReadAsync(
        string jobId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await api.OpenEventsAsync(jobId, after, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            yield return JsonSerializer.Deserialize(item.Data, ContractsJson.Default.JobEvent)!;
        }
    }
}
