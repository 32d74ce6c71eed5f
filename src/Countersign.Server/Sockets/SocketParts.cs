using Countersign.Server.Events;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Sockets;

/// <summary>What every WebSocket stream uses.</summary>
internal sealed record SocketParts(
    LiveConnections Connections, SubscriberCounters Counters, IJobStore Jobs, FeedReader Feed, StreamEnd End, TimeProvider Clock, ILogger<SocketSessions> Logger);
