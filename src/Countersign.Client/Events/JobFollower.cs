using System.Globalization;
using System.Runtime.CompilerServices;
using Countersign.Client.Http;
using Countersign.Client.Jobs;
using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;

namespace Countersign.Client.Events;

/// <summary>Follows one job over broken connections, each event once and in order.</summary>
internal sealed class JobFollower(ApiSender sender, JobsClient jobs, string jobId)
{
    private const int WaitSeconds = 25;

    private readonly EventStreams _streams = new(sender);

    public async IAsyncEnumerable<JobEvent> FollowAsync(
        long after, EventTransport transport, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        var persistence = new Persistence(sender.Clock, sender.Address);
        var events = persistence.ReadAsync(
            () => transport == EventTransport.LongPoll ? PollAsync(last, cancellationToken) : StreamAsync(last, cancellationToken), cancellationToken);
        await foreach (var entry in events.ConfigureAwait(false))
        {
            if (entry is null)
            {
                yield break;
            }

            // Something between here and the server may repeat what it had buffered.
            if (entry.Seq <= last)
            {
                continue;
            }

            persistence.Succeed();
            last = entry.Seq;
            yield return entry;

            // A server that stops ends its streams too; only the job's own end ends the following.
            if (EventTypes.EndsStream(entry.Type))
            {
                yield break;
            }
        }
    }

    /// <summary>The events of one stream; a null says that the job has ended and there are no more.</summary>
    private async IAsyncEnumerable<JobEvent?> StreamAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = after.ToString(CultureInfo.InvariantCulture);
        await foreach (var item in _streams.ReadAsync(ApiPath.Job(jobId, "/events"), id, cancellationToken).ConfigureAwait(false))
        {
            yield return item?.Event;
        }
    }

    /// <summary>The events of one long poll after the other; a null says that the job has ended and there are no more.</summary>
    private async IAsyncEnumerable<JobEvent?> PollAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wasFinal = false;
        while (true)
        {
            var page = await ReadPageAsync(after, wasFinal ? 0 : WaitSeconds, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page.Events)
            {
                yield return entry;
            }

            if (page.Events.Count == 0 && wasFinal)
            {
                yield return null;
            }

            after = page.Next;

            // The last event is stored with the status: once the job is seen to be final, one more look finds all there will be.
            wasFinal = page.Events.Count == 0 && (await jobs.GetAsync(jobId, cancellationToken).ConfigureAwait(false)).Status.IsFinal();
        }
    }

    private Task<EventPage> ReadPageAsync(long after, int wait, CancellationToken cancellationToken)
    {
        var path = ApiPath.WithQuery(ApiPath.Job(jobId, "/events"), ("after", ApiPath.Number(after)), ("wait", ApiPath.Number(wait)));
        return sender.SendAsync(Requests.Get(path), ContractsJson.Default.EventPage, cancellationToken);
    }
}
