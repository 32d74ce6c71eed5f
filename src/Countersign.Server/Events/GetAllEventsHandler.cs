using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Events;

/// <summary>Answers with the events of all jobs that the caller may see: as a stream, or as a page with a long poll.</summary>
internal sealed class GetAllEventsHandler(FeedReader reader, SubscriberCounters counters, StreamEnd end, TimeProvider clock) : IEndpointHandler
{
    /// <summary>In place of a cursor: only what comes.</summary>
    public const string Latest = "latest";

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var after = fields.String("after");
        var wait = EventRequests.ReadWait(fields);
        var filter = new FeedFilter(request.Caller, ReadTypes(fields, errors), fields.String("task_id", JobIds.MaxLength));
        fields.Ignore(StreamCallers.Parameter);
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var last = EventRequests.ReadLastEventId(request.Http);
        try
        {
            var cursor = last ?? (after == Latest ? await reader.FindEndAsync(cancellationToken) : after ?? reader.Start);
            if (!EventRequests.WantsStream(request.Http))
            {
                return await PollAsync(filter, cursor, wait, cancellationToken);
            }

            // Read once before the answer begins: from then on nothing can be refused any more.
            await reader.ReadAsync(filter, cursor, cancellationToken);
            return new FeedStreamResult(reader, counters, end, clock, filter, cursor);
        }
        catch (InvalidCursorException) when (last is not null)
        {
            EventRequests.RefuseLastEventId(errors, last);
            return Refusals.Invalid(errors);
        }
        catch (InvalidCursorException)
        {
            return Refusals.Invalid("after", $"is '{after}'; allowed is the next of an earlier answer, the id of an event of this stream, or {Latest}.");
        }
    }

    private static string[] ReadTypes(QueryFields fields, FieldErrors errors)
    {
        string[] types = [.. (fields.String("type", maxLength: 500) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (types.FirstOrDefault(type => !EventTypes.All.Contains(type)) is { } unknown)
        {
            errors.Add("type", $"is '{unknown}'; allowed is any of {string.Join(", ", EventTypes.All)}, separated by commas.");
        }

        return types;
    }

    private async Task<IResult> PollAsync(FeedFilter filter, string cursor, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var subscriber = wait > TimeSpan.Zero ? counters.Enter(Transports.LongPoll) : null;
        var started = clock.GetTimestamp();
        var (entries, next, isEnd) = await reader.ReadAsync(filter, cursor, cancellationToken);
        while (entries.Count == 0 && isEnd && !end.Stopping.IsCancellationRequested && wait - clock.GetElapsedTime(started) is { } left && left > TimeSpan.Zero)
        {
            var after = next;
            await end.WaitAsync(over => reader.WaitAsync(after, left, over), cancellationToken);
            (entries, next, isEnd) = await reader.ReadAsync(filter, next, cancellationToken);
        }

        subscriber?.Delivered(entries.Count);
        return Answers.Json(new AllEventsPage([.. entries.Select(entry => entry.Event)], next), ContractsJson.Default.AllEventsPage);
    }
}
