using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Countersign.Server.Events;

/// <summary>
/// A job's events as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): first what is
/// stored, then what comes, until the job has ended. <c>id</c> is the sequence number.
/// </summary>
internal sealed class EventStreamResult(IJobStore jobs, IEventLog events, TimeProvider clock, string jobId, long after) : IResult
{
    private const int PageSize = 100;
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.StartAsync(httpContext.RequestAborted);

        try
        {
            await WriteAllAsync(response, httpContext.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client went away; it resumes with Last-Event-ID.
        }
    }

    private async Task WriteAllAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var seq = after;
        while (true)
        {
            var page = await events.ReadAsync(jobId, seq, PageSize, type: null, cancellationToken);
            foreach (var entry in page)
            {
                await WriteAsync(response, entry, cancellationToken);
                seq = entry.Seq;
            }

            if (page.Count > 0)
            {
                await response.Body.FlushAsync(cancellationToken);
            }
            else if (await HasEndedAsync(seq, cancellationToken))
            {
                return;
            }
            else
            {
                await WaitAsync(response, seq, cancellationToken);
            }
        }
    }

    /// <summary>Whether the job is final and everything it will ever say has been written.</summary>
    private async Task<bool> HasEndedAsync(long seq, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(jobId, cancellationToken);
        return record is null || (record.Job.Status.IsFinal() && record.LastSeq <= seq);
    }

    private async Task WaitAsync(HttpResponse response, long seq, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        await events.WaitAsync(jobId, seq, KeepAliveEvery, cancellationToken);
        if (clock.GetElapsedTime(started) >= KeepAliveEvery)
        {
            await response.WriteAsync(": keep-alive\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    private static Task WriteAsync(HttpResponse response, JobEvent entry, CancellationToken cancellationToken)
    {
        // JSON text holds no line break, so one data line carries it.
        var json = JsonSerializer.Serialize(entry, ContractsJson.Default.JobEvent);
        return response.WriteAsync($"id: {entry.Seq}\ndata: {json}\n\n", cancellationToken);
    }
}
