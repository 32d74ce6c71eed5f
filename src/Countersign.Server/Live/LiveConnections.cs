using Countersign.Server.Access;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Live;

/// <summary>Makes connections of clients.</summary>
public sealed class LiveConnections
{
    private readonly HubAnswers _answers;
    private readonly LiveSubscriptions _subscriptions;
    private readonly SubscriberCounters _counters;
    private readonly TimeProvider _clock;
    private readonly ILogger<LiveConnections> _logger;

    internal LiveConnections(
        HubAnswers answers, LiveSubscriptions subscriptions, SubscriberCounters counters, TimeProvider clock, ILogger<LiveConnections> logger) =>
        (_answers, _subscriptions, _counters, _clock, _logger) = (answers, subscriptions, counters, clock, logger);

    /// <summary>How many subscriptions all clients have.</summary>
    public int SubscriptionCount => _subscriptions.Count;

    /// <summary>A client has connected. Whoever opens a connection disposes it when the client is gone.</summary>
    /// <param name="caller">Who it is.</param>
    /// <param name="sink">How it is reached.</param>
    /// <param name="counted">The client in the statistics; from here on the connection's to dispose.</param>
    internal LiveConnection Open(Caller caller, ILiveSink sink, Subscriber counted) =>
        new(_answers, _subscriptions, caller, sink, counted, _clock, _logger);

    /// <inheritdoc cref="Open(Caller, ILiveSink, Subscriber)"/>
    /// <param name="caller">Who it is.</param>
    /// <param name="sink">How it is reached.</param>
    /// <param name="transport">What carries it: one of <see cref="Transports"/>.</param>
    public LiveConnection Open(Caller caller, ILiveSink sink, string transport) => Open(caller, sink, _counters.Enter(transport));
}
