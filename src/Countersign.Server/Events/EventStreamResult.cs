using System.Globalization;
using Countersign.Contracts.Jobs;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Events;

/// <summary>
/// A job's events as server-sent events: first what is stored, then what comes, until the job has ended. <c>id</c> is the sequence number.
/// </summary>
/// <remarks>
/// What a slow client has not taken stays in the log, so nothing waits in memory for it, and nothing has to be merged or cut off.
/// </remarks>
internal sealed class EventStreamResult(
    IJobStore jobs, IEventLog log, SharedEvents shared, SubscriberCounters counters, StreamEnd end, TimeProvider clock, Job job, long after) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => SseStreams.RunAsync(httpContext, counters, end, clock, WriteAllAsync);

    private async Task WriteAllAsync(SseWriter writer, Subscriber subscriber, CancellationToken cancellationToken)
    {
        var seq = after;
        while (true)
        {
            var page = await shared.ReadAsync(job, seq, cancellationToken);
            foreach (var entry in page)
            {
                writer.Add(entry.Seq.ToString(CultureInfo.InvariantCulture), entry);
                seq = entry.Seq;
            }

            if (page.Count > 0)
            {
                await writer.FlushAsync(cancellationToken);
                subscriber.Delivered(page.Count);
            }
            else if (await HasEndedAsync(jobs, job.JobId, seq, cancellationToken))
            {
                return;
            }
            else
            {
                await log.WaitAsync(job.JobId, seq, writer.Quiet, cancellationToken);
                await writer.KeepAliveAsync(id: null, cancellationToken);
            }
        }
    }

    /// <summary>Whether the job is final and has no event after this one, or is gone.</summary>
    public static async Task<bool> HasEndedAsync(IJobStore jobs, string jobId, long seq, CancellationToken cancellationToken) =>
        await jobs.GetAsync(jobId, cancellationToken) is not { } record || (record.Job.Status.IsFinal() && record.LastSeq <= seq);
}
