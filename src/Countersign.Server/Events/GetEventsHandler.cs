using System.Globalization;
using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Events;

/// <summary>Answers with a job's events: as a stream where the client takes one, as a page with a long poll otherwise.</summary>
internal sealed class GetEventsHandler(IJobStore jobs, IEventLog events, TimeProvider clock) : JobEndpointHandler(jobs)
{
    private const int PageSize = 100;
    private const string EventStream = "text/event-stream";

    /// <summary>The longest wait of a long poll in seconds.</summary>
    public const int MaxWaitSeconds = 30;

    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var after = fields.Integer("after", 0, 0, long.MaxValue);
        var wait = fields.Integer("wait", 0, 0, MaxWaitSeconds);
        fields.Ignore(StreamCallers.Parameter);
        fields.RefuseOthers();
        if (LastEventId(request.Http, errors) is { } last)
        {
            after = last;
        }

        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var jobId = record.Job.JobId;
        return AcceptsStream(request.Http)
            ? new EventStreamResult(Jobs, events, clock, jobId, after)
            : await PollAsync(jobId, after, TimeSpan.FromSeconds(wait), cancellationToken);
    }

    private static bool AcceptsStream(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase));

    private static long? LastEventId(HttpRequest request, FieldErrors errors)
    {
        var text = request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return seq;
        }

        errors.Add("Last-Event-ID", $"is '{text}'; allowed is the id of an event of this job's stream.");
        return null;
    }

    private async Task<IResult> PollAsync(string jobId, long after, TimeSpan wait, CancellationToken cancellationToken)
    {
        var page = await events.ReadAsync(jobId, after, PageSize, type: null, cancellationToken);
        if (page.Count == 0 && wait > TimeSpan.Zero)
        {
            await events.WaitAsync(jobId, after, wait, cancellationToken);
            page = await events.ReadAsync(jobId, after, PageSize, type: null, cancellationToken);
        }

        return Answers.Json(new EventPage(page, page.Count == 0 ? after : page[^1].Seq), ContractsJson.Default.EventPage);
    }
}
