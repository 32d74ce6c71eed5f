using Countersign.Server.Access;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Live;

/// <summary>Makes connections of clients.</summary>
public sealed class LiveConnections
{
    private readonly HubAnswers _answers;
    private readonly LiveSubscriptions _subscriptions;
    private readonly TimeProvider _clock;
    private readonly ILogger<LiveConnections> _logger;

    internal LiveConnections(HubAnswers answers, LiveSubscriptions subscriptions, TimeProvider clock, ILogger<LiveConnections> logger) =>
        (_answers, _subscriptions, _clock, _logger) = (answers, subscriptions, clock, logger);

    /// <summary>How many subscriptions all clients have.</summary>
    public int SubscriptionCount => _subscriptions.Count;

    /// <summary>A client has connected. Whoever opens a connection disposes it when the client is gone.</summary>
    public LiveConnection Open(Caller caller, ILiveSink sink) => new(_answers, _subscriptions, caller, sink, _clock, _logger);
}
