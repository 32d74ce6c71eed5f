namespace Countersign.Client.Events;

/// <summary>How events come to a follower.</summary>
public enum EventTransport
{
    /// <summary>One stream that stays open: an event is there as soon as it is stored.</summary>
    ServerSentEvents,

    /// <summary>One request after the other, each waiting for the next events: for networks in which no answer may last.</summary>
    LongPoll,
}
