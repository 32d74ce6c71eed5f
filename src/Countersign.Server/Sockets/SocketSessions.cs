using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Events;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Sockets;

/// <summary>Decides what a WebSocket at one of <see cref="SocketEndpoints"/> gets, before the host accepts it.</summary>
public sealed class SocketSessions
{
    private readonly SocketParts _parts;

    internal SocketSessions(SocketParts parts) => _parts = parts;

    /// <summary>The stream that the request asks for, or why there is none.</summary>
    public async Task<(SocketSession? Stream, Refusal? Refusal)> FindAsync(
        SocketEndpoint endpoint, HttpRequest request, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Query, errors);
        fields.Ignore(StreamCallers.Parameter);
        (long after, string? cursor) = endpoint.Topic == SocketTopic.All
            ? (-1L, fields.String("after"))
            : (fields.Integer("after", -1, 0, long.MaxValue), null);
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return (null, Refusals.Invalid(errors));
        }

        var id = request.RouteValues["id"] as string ?? "";
        return endpoint.Topic switch
        {
            SocketTopic.Job => await FindJobAsync(endpoint, caller, id, Math.Max(after, 0), cancellationToken),
            SocketTopic.Task when id.Length > JobIds.MaxLength =>
                (null, Refusals.Invalid("id", $"has {id.Length} characters; allowed are 1 to {JobIds.MaxLength}.")),
            SocketTopic.Task => (new SocketSession(_parts, endpoint.Shape, caller, new TaskFollower(id, after < 0 ? null : after)), null),
            _ => await FindAllAsync(endpoint, caller, cursor, cancellationToken),
        };
    }

    private async Task<(SocketSession? Stream, Refusal? Refusal)> FindJobAsync(
        SocketEndpoint endpoint, Caller caller, string jobId, long after, CancellationToken cancellationToken)
    {
        // Someone else's job is as unknown as none.
        var record = await _parts.Jobs.GetAsync(jobId, cancellationToken);
        return record is null || !ApproverRules.MayRead(caller, record.Job)
            ? (null, Refusals.JobNotFound(jobId))
            : (new SocketSession(_parts, endpoint.Shape, caller, new JobFollower(_parts, record, after)), null);
    }

    private async Task<(SocketSession? Stream, Refusal? Refusal)> FindAllAsync(
        SocketEndpoint endpoint, Caller caller, string? cursor, CancellationToken cancellationToken)
    {
        var filter = new FeedFilter(caller, [], TaskId: null);
        try
        {
            var from = cursor is null or GetAllEventsHandler.Latest ? await _parts.Feed.FindEndAsync(cancellationToken) : cursor;
            await _parts.Feed.ReadAsync(filter, from, cancellationToken);
            return (new SocketSession(_parts, endpoint.Shape, caller, new FeedFollower(_parts, endpoint.Shape, filter, from)), null);
        }
        catch (InvalidCursorException)
        {
            return (null, Refusals.Invalid("after", $"is '{cursor}'; allowed is the cursor of an event of this stream, or {GetAllEventsHandler.Latest}."));
        }
    }
}
