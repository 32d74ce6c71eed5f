using System.Collections.Concurrent;
using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Live;

/// <summary>
/// A connected client in a host whose process makes every commit: answers its calls and sends it the events it follows. Each
/// subscription sends on its own; a client that follows a job in two ways gets its events twice.
/// </summary>
public sealed class LiveConnection : IAsyncDisposable
{
    private readonly ConcurrentDictionary<LiveTopic, Following> _followed = new();
    private readonly HubAnswers _answers;
    private readonly LiveSubscriptions _subscriptions;
    private readonly Caller _caller;
    private readonly ILiveSink _sink;
    private readonly ILogger _logger;
    private readonly CallRate _rate;
    private readonly Subscriber _counted;
    private volatile bool _isGone;

    internal LiveConnection(
        HubAnswers answers, LiveSubscriptions subscriptions, Caller caller, ILiveSink sink, Subscriber counted, TimeProvider clock, ILogger logger)
    {
        (_answers, _subscriptions, _caller, _sink, _counted, _logger) = (answers, subscriptions, caller, sink, counted, logger);
        _rate = new CallRate(clock);
    }

    /// <summary>Does what the client asks. When the task completes, everything that answers at once has been sent.</summary>
    /// <param name="method">One of <see cref="HubMethods"/>.</param>
    /// <param name="argument">What the client sent with it; null for nothing.</param>
    /// <param name="cancellationToken">Stops the answering.</param>
    /// <exception cref="HubCallException">The call is refused; the connection stays, unless there were too many calls.</exception>
    public async Task CallAsync(string method, JsonElement? argument, CancellationToken cancellationToken)
    {
        await HearAsync();
        await (method switch
        {
            HubMethods.SubscribeJob => SubscribeToJobAsync(argument, cancellationToken),
            HubMethods.UnsubscribeJob => StopAsync(LiveTopic.OfJob(HubAnswers.FindLeft(argument))),
            HubMethods.SubscribeTask => SubscribeToTaskAsync(HubAnswers.FindTask(argument), cancellationToken),
            HubMethods.SubscribeAll => SubscribeToAllAsync(cancellationToken),
            HubMethods.GetJobLogs => SendLogsAsync(argument, cancellationToken),
            HubMethods.Ping => _sink.SendAsync(new HubMessage(HubTargets.Pong, null), cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "is no hub method."),
        });
    }

    /// <summary>The client has sent a message, whatever it was. Calls do this by themselves.</summary>
    /// <exception cref="HubCallException">That was one too many within a minute, and the client is closed.</exception>
    public async Task HearAsync()
    {
        if (!_rate.TryCount())
        {
            var refusal = Refusals.TooManyCalls(LiveLimits.CallsPerMinute);
            _counted.ClosedBusy();
            await _sink.CloseAsync(refusal.Detail);
            throw new HubCallException(refusal);
        }
    }

    /// <summary>Greets and follows a job that the client is known to be allowed to read; only what comes when there is no number.</summary>
    internal Task FollowJobAsync(JobRecord record, long? after, CancellationToken cancellationToken) => FollowAsync(
        _subscriptions.ToJob(record.Job.JobId, after ?? record.LastSeq),
        HubAnswers.Greet(_sink.ConnectionId, record, after),
        cancellationToken);

    /// <summary>Greets and follows the task's jobs that the client may read.</summary>
    internal Task FollowTaskAsync(string taskId, long? after, CancellationToken cancellationToken) => FollowAsync(
        _subscriptions.ToTask(taskId, _caller, after), [HubAnswers.Greet(_sink.ConnectionId, taskId, after)], cancellationToken);

    /// <summary>Ends every subscription.</summary>
    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        _counted.Dispose();
        foreach (var topic in _followed.Keys)
        {
            await StopAsync(topic);
        }
    }

    private async Task SubscribeToJobAsync(JsonElement? argument, CancellationToken cancellationToken)
    {
        var (record, after) = await _answers.FindJobAsync(_caller, argument, "after_seq", cancellationToken);
        await FollowJobAsync(record, after, cancellationToken);
    }

    private Task SubscribeToTaskAsync(HubArgument task, CancellationToken cancellationToken) =>
        FollowTaskAsync(task.Id, task.After, cancellationToken);

    private Task SubscribeToAllAsync(CancellationToken cancellationToken) => FollowAsync(
        _subscriptions.ToAll(_caller), [HubAnswers.Greet(_sink.ConnectionId, taskId: null, after: null)], cancellationToken);

    private async Task SendLogsAsync(JsonElement? argument, CancellationToken cancellationToken)
    {
        foreach (var line in await _answers.ReadLogsAsync(_caller, argument, cancellationToken))
        {
            await _sink.SendAsync(line, cancellationToken);
        }
    }

    /// <summary>Starts sending; a subscription to the same replaces the one before.</summary>
    private async Task FollowAsync(
        LiveSubscription subscription, IReadOnlyList<HubMessage> greeting, CancellationToken cancellationToken)
    {
        var following = new Following(subscription, new CancellationTokenSource());
        try
        {
            await StopAsync(subscription.Topic);
            if (_followed.Count >= LiveLimits.Subscriptions || !_followed.TryAdd(subscription.Topic, following))
            {
                throw new HubCallException(Refusals.TooManySubscriptions(LiveLimits.Subscriptions));
            }

            // A call may still be running when its client is gone: what it adds now, nobody would end.
            ObjectDisposedException.ThrowIf(_isGone, this);
            foreach (var message in greeting)
            {
                await _sink.SendAsync(message, cancellationToken);
            }
        }
        catch
        {
            _followed.TryRemove(KeyValuePair.Create(subscription.Topic, following));
            subscription.Dispose();
            throw;
        }

        following.Sending = SendUntilOverflowAsync(following);
    }

    private async Task StopAsync(LiveTopic topic)
    {
        if (_followed.TryRemove(topic, out var following))
        {
            following.Subscription.Dispose();
            await following.Stop.CancelAsync();
            await following.Sending;
        }
    }

    private async Task SendUntilOverflowAsync(Following following)
    {
        var sending = SendAllAsync(following.Subscription, following.Stop.Token);
        if (await Task.WhenAny(sending, following.Subscription.Overflowed) != sending)
        {
            var reason = await following.Subscription.Overflowed;
            _logger.SubscriberTooSlow(_sink.ConnectionId);
            _counted.Overflowed();
            await _sink.CloseAsync(reason);
            await following.Stop.CancelAsync();
        }

        await sending;
    }

    private async Task SendAllAsync(LiveSubscription subscription, CancellationToken stop)
    {
        try
        {
            await foreach (var entry in subscription.ReadAllAsync(stop))
            {
                await _sink.SendAsync(new HubMessage(entry.Name, entry), stop);
                _counted.Delivered(1);
            }
        }
        catch (OperationCanceledException)
        {
            // Unsubscribed, disconnected, or too slow; a sink throws this too when its client is gone.
        }
#pragma warning disable CA1031 // Whatever stops the sending must not pass unseen: the client is told, and resumes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.SendingFailed(exception, _sink.ConnectionId);
            await _sink.CloseAsync("The events could not be read or sent. Connect again, and subscribe with after_seq.");
        }
    }
}
