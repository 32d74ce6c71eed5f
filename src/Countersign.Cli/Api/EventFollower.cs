using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Events;

namespace Countersign.Cli.Api;

/// <summary>Follows a job's events over broken connections, each event once and in order.</summary>
internal sealed class EventFollower(CountersignApi api, TimeProvider clock)
{
    private const int MaxFailures = 12;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>The server sends a comment every 15 seconds; after three times that long nobody is at the other end.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);

    /// <summary>The job's events after one, until the job has ended.</summary>
    /// <exception cref="ServerUnreachableException">The server stayed away.</exception>
    public async IAsyncEnumerable<JobEvent> FollowAsync(
        string jobId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        var hasEnded = false;
        var failures = 0;
        while (true)
        {
            Exception? broken = null;
            await using var events = ReadAsync(jobId, last, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception exception) when (IsPassing(exception))
                {
                    broken = exception;
                    break;
                }

                // Something between here and the server may repeat what it had buffered.
                if (events.Current.Seq > last)
                {
                    failures = 0;
                    last = events.Current.Seq;
                    hasEnded = EventTypes.EndsStream(events.Current.Type);
                    yield return events.Current;
                }
            }

            // A server that stops ends its streams too; only the job's own end ends the following.
            if (hasEnded)
            {
                yield break;
            }

            if (++failures > MaxFailures)
            {
                throw new ServerUnreachableException(api.Address, broken);
            }

            await Task.Delay(PauseAfter(failures), clock, cancellationToken);
        }
    }

    private static bool IsPassing(Exception exception) =>
        exception is HttpRequestException or IOException or ServerUnreachableException or ApiException { Status: >= 500 };

    private static TimeSpan PauseAfter(int failures) =>
        failures == 1 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << (failures - 2), LongestPause.Ticks));

    private async IAsyncEnumerable<JobEvent> ReadAsync(
        string jobId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await api.OpenEventsAsync(jobId, after, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var stream = new SilenceLimitedStream(body, LongestSilence, clock);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            yield return Parse(item.Data);
        }
    }

    private JobEvent Parse(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, ContractsJson.Default.JobEvent)!;
        }
        catch (JsonException exception)
        {
            throw new UnexpectedAnswerException(api.Address, exception);
        }
    }
}
