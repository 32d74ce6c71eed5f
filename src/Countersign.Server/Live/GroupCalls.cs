using System.Runtime.InteropServices;
using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Live;

/// <summary>
/// The hub methods where a service holds the connections and each call may reach another process. A connection gets into the
/// group before its job is read, so no event falls between; one may come twice or early, and the client goes by the numbers.
/// </summary>
public sealed class GroupCalls
{
    /// <summary>The most stored events that one call sends; the client subscribes again after the last.</summary>
    private const int MostStored = 1000;

    /// <summary>The most bytes that one call sends, because the answer travels as one message between worker and host.</summary>
    private const int MostBytes = 8_000_000;

    private readonly HubAnswers _answers;
    private readonly IJobStore _jobs;
    private readonly IEventLog _events;
    private readonly IHubGroups _groups;

    private readonly ILogger<GroupCalls> _logger;

    internal GroupCalls(HubAnswers answers, IJobStore jobs, IEventLog events, IHubGroups groups, ILogger<GroupCalls> logger) =>
        (_answers, _jobs, _events, _groups, _logger) = (answers, jobs, events, groups, logger);

    /// <summary>Does what a client asks.</summary>
    /// <param name="caller">Who asks; null when the connection's token says nothing that we know.</param>
    /// <param name="connectionId">The connection that asks.</param>
    /// <param name="method">One of <see cref="HubMethods"/>.</param>
    /// <param name="argument">What the client sent with it; null for nothing.</param>
    /// <param name="cancellationToken">Stops the answering.</param>
    /// <exception cref="HubCallException">The call is refused, or failed: then the log has the reason, and the caller none of it.</exception>
    public async Task<GroupAnswer> CallAsync(
        Caller? caller, string connectionId, string method, JsonElement? argument, CancellationToken cancellationToken)
    {
        if (caller is null)
        {
            throw new HubCallException(Refusals.Unauthenticated());
        }

        try
        {
            return await RunAsync(caller, connectionId, method, argument, cancellationToken);
        }
        catch (HubCallException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StoreUnavailableException exception)
        {
            _logger.HubCallFailed(exception, method, connectionId);
            throw new HubCallException(Refusals.Unavailable());
        }
#pragma warning disable CA1031 // The boundary: the host hands an exception's text on to the client.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.HubCallFailed(exception, method, connectionId);
            throw new HubCallException(Refusals.HubCallFailed());
        }
    }

    private static GroupAnswer Answer(IEnumerable<HubMessage> messages)
    {
        var answer = new List<(string, JsonElement?)>();
        var bytes = 0;
        foreach (var message in messages)
        {
            var payload = GroupPayload.Of(message.Payload!);
            bytes += JsonMarshal.GetRawUtf8Value(payload).Length;
            if (bytes > MostBytes)
            {
                break;
            }

            answer.Add((message.Target, payload));
        }

        return new GroupAnswer(answer);
    }

    private Task<GroupAnswer> RunAsync(
        Caller caller, string connectionId, string method, JsonElement? argument, CancellationToken cancellationToken) =>
        method switch
        {
            HubMethods.SubscribeJob => SubscribeToJobAsync(caller, connectionId, argument, cancellationToken),
            HubMethods.UnsubscribeJob => UnsubscribeFromJobAsync(caller, connectionId, argument, cancellationToken),
            HubMethods.SubscribeTask => SubscribeToTaskAsync(caller, connectionId, HubAnswers.FindTask(argument), cancellationToken),
            HubMethods.SubscribeAll => SubscribeToAllAsync(caller, connectionId, cancellationToken),
            HubMethods.GetJobLogs => ReadLogsAsync(caller, argument, cancellationToken),
            HubMethods.Ping => Task.FromResult(new GroupAnswer([(HubTargets.Pong, null)])),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "is no hub method."),
        };

    private async Task<GroupAnswer> SubscribeToJobAsync(
        Caller caller, string connectionId, JsonElement? argument, CancellationToken cancellationToken)
    {
        var (record, _) = await _answers.FindJobAsync(caller, argument, "after_seq", cancellationToken);
        await _groups.AddAsync(connectionId, LiveGroups.Of(LiveTopic.OfJob(record.Job.JobId), caller), cancellationToken);

        // Read again: what happened in between was sent to the group without this connection.
        (record, var after) = await _answers.FindJobAsync(caller, argument, "after_seq", cancellationToken);
        var stored = after is null
            ? []
            : await _events.ReadAsync(record.Job.JobId, after.Value, MostStored, type: null, cancellationToken);
        return Answer([.. HubAnswers.Greet(connectionId, record, after), .. stored.Select(entry => new HubMessage(entry.Name, entry))]);
    }

    private async Task<GroupAnswer> UnsubscribeFromJobAsync(
        Caller caller, string connectionId, JsonElement? argument, CancellationToken cancellationToken)
    {
        await _groups.RemoveAsync(connectionId, LiveGroups.Of(LiveTopic.OfJob(HubAnswers.FindLeft(argument)), caller), cancellationToken);
        return new GroupAnswer([]);
    }

    private async Task<GroupAnswer> SubscribeToTaskAsync(
        Caller caller, string connectionId, HubArgument task, CancellationToken cancellationToken)
    {
        await _groups.AddAsync(connectionId, LiveGroups.Of(LiveTopic.OfTask(task.Id), caller), cancellationToken);
        var messages = new List<HubMessage> { HubAnswers.Greet(connectionId, task.Id, task.After) };
        if (task.After is { } after)
        {
            await AddStoredAsync(messages, caller, task.Id, after, cancellationToken);
        }

        return Answer(messages);
    }

    private async Task AddStoredAsync(
        List<HubMessage> messages, Caller caller, string taskId, long after, CancellationToken cancellationToken)
    {
        var query = new JobQuery { TaskId = taskId, OldestFirst = true, Limit = 100 };
        do
        {
            var page = await _jobs.ListAsync(query, cancellationToken);
            foreach (var record in page.Items.Where(record => caller.MayRead(record.Job.Owner)))
            {
                var room = MostStored - messages.Count;
                if (room <= 0)
                {
                    return;
                }

                var stored = await _events.ReadAsync(record.Job.JobId, after, room, type: null, cancellationToken);
                messages.AddRange(stored.Select(entry => new HubMessage(entry.Name, entry)));
            }

            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
    }

    private async Task<GroupAnswer> SubscribeToAllAsync(Caller caller, string connectionId, CancellationToken cancellationToken)
    {
        await _groups.AddAsync(connectionId, LiveGroups.Of(LiveTopic.All, caller), cancellationToken);
        return Answer([HubAnswers.Greet(connectionId, taskId: null, after: null)]);
    }

    private async Task<GroupAnswer> ReadLogsAsync(Caller caller, JsonElement? argument, CancellationToken cancellationToken) =>
        Answer(await _answers.ReadLogsAsync(caller, argument, cancellationToken));
}
