using System.Globalization;
using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Events;

/// <summary>Answers with a job's events: as a stream where the client takes one, as a page with a long poll otherwise.</summary>
internal sealed class GetEventsHandler(IJobStore jobs, IEventLog events, SharedEvents shared, SubscriberCounters counters, StreamEnd end, TimeProvider clock)
    : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var after = fields.Integer("after", 0, 0, long.MaxValue);
        var wait = EventRequests.ReadWait(fields);
        fields.Ignore(StreamCallers.Parameter);
        fields.RefuseOthers();
        var last = ReadLastEventId(request.Http, errors);
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        if (!EventRequests.WantsStream(request.Http))
        {
            return await PollAsync(record.Job.JobId, last ?? after, wait, cancellationToken);
        }

        // Browsers connect again when a stream ends, and stop when they are told that there is nothing more. Who comes back after a
        // retry of the job asks anew.
        return last is { } seq && record.Job.Status.IsFinal() && record.LastSeq <= seq
            ? Results.NoContent()
            : new EventStreamResult(Jobs, events, shared, counters, end, clock, record.Job, last ?? after);
    }

    private static long? ReadLastEventId(HttpRequest request, FieldErrors errors)
    {
        if (EventRequests.ReadLastEventId(request) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return seq;
        }

        EventRequests.RefuseLastEventId(errors, text);
        return null;
    }

    private async Task<IResult> PollAsync(string jobId, long after, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var subscriber = wait > TimeSpan.Zero ? counters.Enter(Transports.LongPoll) : null;
        var page = await events.ReadAsync(jobId, after, SharedEvents.PageSize, type: null, cancellationToken);
        if (page.Count == 0 && wait > TimeSpan.Zero)
        {
            await end.WaitAsync(over => events.WaitAsync(jobId, after, wait, over), cancellationToken);
            page = await events.ReadAsync(jobId, after, SharedEvents.PageSize, type: null, cancellationToken);
        }

        subscriber?.Delivered(page.Count);
        return Answers.Json(new EventPage(page, page.Count == 0 ? after : page[^1].Seq), ContractsJson.Default.EventPage);
    }
}
